/** Explains why the installation of the task `upgrade` failed. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Say } from './repository';
import type { PackageManager } from '../options/enums';
import { type ManagerFacts, factsOf } from '../package-managers/table';
import { ANSWERS_FILE } from '../project/answers';

/** What a package manager answered when it was asked for the newest release. Undefined: nothing within 20 seconds. */
export interface Probe {
  readonly code: number | null;
  readonly output: string;
}

/** How long the registry may take to answer, in milliseconds. */
const PATIENCE = 20_000;

/** Codes in the messages of package managers, and what they mean. */
const CAUSES: ReadonlyArray<readonly [code: RegExp, cause: string]> = [
  [/\b(ENOTFOUND|EAI_AGAIN|DNSResolveFailed|dns error)\b/, 'the name of the registry cannot be resolved, so you are probably offline'],
  [/\b(ECONNREFUSED|ConnectionRefused|Connection refused)\b/, 'the registry, or the proxy before it, refused the connection'],
  [/\b(ENETUNREACH|EHOSTUNREACH|FailedToOpenSocket)\b/, 'the network is not reachable, so you are probably offline'],
  // Yarn 1 has no codes.
  [/\b(Received invalid response from npm)\b/, 'the registry cannot be reached'],
  [/\b(ETIMEDOUT|ECONNRESET|ERR_SOCKET_TIMEOUT|Timeout)\b/, 'the connection to the registry was lost'],
  [/\b(E?401|E?403|Unauthorized|Forbidden)\b/, 'the registry refused your credentials'],
  [/\b(E?404|Not Found)\b/, 'the registry does not have create-gitops-eks'],
];

/** The task `upgrade` runs this if its installation failed. */
export function upgradeFailed(_args: readonly string[], folder: string, say: Say): number {
  const manager = factsOf(answeredManager(folder));
  say(`\n${explainFailedUpgrade(manager, ask(manager.probe, folder))}`);
  return 1;
}

/** The answers may be invalid, so they are not resolved. */
function answeredManager(folder: string): `${PackageManager}` | '' {
  try {
    return JSON.parse(readFileSync(join(folder, ANSWERS_FILE), 'utf8')).packageManager ?? '';
  } catch {
    return '';
  }
}

function ask(command: string, cwd: string): Probe | undefined {
  const [program, ...args] = command.split(' ');
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd, encoding: 'utf8', timeout: PATIENCE, shell: process.platform === 'win32',
  });
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT'
    ? undefined
    : { code: status, output: [stdout, stderr, error?.message].join('\n') };
}

/** Returns the message for the user: the state of the repository, the cause, and what to do. */
export function explainFailedUpgrade({ settings, words }: ManagerFacts, probe: Probe | undefined): string {
  const { cause, fix } = diagnosis(probe, settings);
  return [
    'The upgrade stopped at its first step, the installation. It has not rendered any file.',
    `Cause: ${cause}.`,
    `${fix} Then run "${words.projen} upgrade" again: it completes what is missing.`,
  ].join('\n');
}

function diagnosis(probe: Probe | undefined, settings: string): { readonly cause: string; readonly fix: string } {
  const network = `Check your network connection, and the registry and the proxy in ${settings}.`;
  if (probe === undefined) {
    return { cause: 'the registry does not answer', fix: network };
  }
  if (probe.code === 0) {
    return {
      cause: 'the registry answers, so the messages of the package manager above name the cause',
      fix: 'Solve it.',
    };
  }
  const found = CAUSES.find(([code]) => code.test(probe.output));
  const [code] = found?.[0].exec(probe.output) ?? [];
  const lastLine = probe.output.trim().split('\n').at(-1) ?? '';
  return { cause: found ? `${found[1]} (${code})` : `the registry does not answer as expected: ${lastLine}`, fix: network };
}
