/**
 * Measures the command line as a whole process, and compares it with a bare Node.js and with similar tools.
 *
 *   npx projen bench               all tools, as a Markdown table
 *   npx projen bench --quick       only this package and a bare Node.js; fails above the limit
 *   npx projen bench --cold        only the first `npm exec` with an empty cache, beside create-vite's
 *   npx projen bench --pipeline    the programs of the generated pipeline; fails above their limit; fewer rounds with
 * --quick
 *   npx projen bench --merge       a synth with and without merges; fails above their limit
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { median, measure, type Timers, type Times } from './measure';
import { benchMerge } from './merge';
import { benchPipeline } from './pipeline';
import { packTarball, unpackAs } from '../test/support/packed-package';
import { Registry } from '../test/support/registry';

/** The maximum ratio of the time for a pair to that of a bare `node -e 0`. */
const LIMIT = 2.5;

const BARE = 'bare `node -e 0`';
const VITE = 'create-vite, vanilla-ts';
const VITE_ANSWERS = ['app', '--template', 'vanilla-ts', '--no-interactive'];
const OURS = '**create-gitops-eks, the whole pair**';
const ANSWERS = [
  'my-app',
  '--yes',
  '--no-install',
  '--no-git',
  '--region',
  'us-east-1',
  '--account-id',
  '123456789012',
];

type Commands = Readonly<Record<string, readonly [string, ...string[]]>>;

const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-bench-'));
const env = { ...process.env, CI: 'true', npm_config_yes: 'true', NEXT_TELEMETRY_DISABLED: '1' };

function newFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

function install(home: string, packages: readonly string[]): (name: string) => string {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--omit=peer', ...packages], {
    cwd: home,
    env,
    stdio: 'pipe',
  });
  return (name) => join(home, 'node_modules', '.bin', name);
}

/** A version for `aws-cdk`, because its dist-tag `latest` points to an old build. */
function others(): Commands {
  const bin = install(newFolder('others'), [
    'create-vite',
    'create-next-app',
    'sv',
    'projen',
    'constructs',
    'aws-cdk@^2.1148',
  ]);
  return {
    [VITE]: [bin('create-vite'), ...VITE_ANSWERS],
    'create-next-app, without installation': [
      bin('create-next-app'),
      'app',
      '--yes',
      '--skip-install',
      '--disable-git',
    ],
    'sv create, minimal, without installation': [
      bin('sv'),
      'create',
      'app',
      '--template',
      'minimal',
      '--types',
      'ts',
      '--no-install',
      '--no-add-ons',
    ],
    'projen new project, without Git and installation': [bin('projen'), 'new', 'project', '--no-git', '--no-post'],
    'cdk init app, without installation': [bin('cdk'), 'init', 'app', '--language', 'typescript', '--generate-only'],
  };
}

/** Returns the duration of one run in a new folder, in milliseconds. */
function time(name: string, [program, ...args]: Commands[string], environment: NodeJS.ProcessEnv = env): number {
  const cwd = mkdtempSync(join(folder, 'run-'));
  const started = performance.now();
  const { status, stderr } = spawnSync(program, args, { cwd, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const taken = performance.now() - started;
  if (status !== 0 || (name !== BARE && readdirSync(cwd).length === 0)) {
    throw new Error(`${name} failed with exit code ${status}: ${stderr}`);
  }
  rmSync(cwd, { recursive: true });
  return taken;
}

const timersOf = (commands: Commands): Timers =>
  Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, () => time(name, command)]));

/** Returns the median of the ratios of all rounds. */
const ratio = (times: Times, name: string, to = BARE) =>
  median(times[name].map((taken, round) => taken / times[to][round]));

function printRows(times: Times, names: readonly string[]): void {
  names.forEach((name) =>
    console.log(`| ${name} | ${Math.round(median(times[name]))} ms | ${ratio(times, name).toFixed(2)} |`),
  );
}

/** Measures a first `npm create` without network delays: with an empty npm cache and a registry on this machine. */
async function coldRuns(tarball: string): Promise<Times> {
  const registry = await Registry.start();
  const exec =
    (name: string, [program, ...args]: Commands[string]) =>
      () =>
        time(
          name,
          ['npm', 'exec', `${program}@latest`, '--', ...args],
          registry.environment({ npm_config_cache: mkdtempSync(join(folder, 'cache-')) }),
        );
  try {
    registry.publish(unpackAs('0.1.0', tarball, join(folder, 'published')));
    return await measure(
      {
        [OURS]: exec(OURS, ['create-gitops-eks', ...ANSWERS]),
        [VITE]: exec(VITE, ['create-vite', ...VITE_ANSWERS]),
      },
      9,
    );
  } finally {
    await registry.stop();
  }
}

async function benchColdRuns(): Promise<void> {
  const cold = await coldRuns(packTarball(newFolder('packed')));
  console.log(
    'The first `npm exec`, with an empty cache and a registry on the same machine: ' +
      `${Math.round(median(cold[OURS]))} ms, ${ratio(cold, OURS, VITE).toFixed(2)} times create-vite's.`,
  );
}

async function benchCommandLine(quick: boolean): Promise<void> {
  const tarball = packTarball(newFolder('packed'));
  const ours: Commands = {
    [BARE]: [process.execPath, '-e', '0'],
    [OURS]: [process.execPath, install(newFolder('ours'), [tarball])('create-gitops-eks'), ...ANSWERS],
  };
  const times = await measure(timersOf(ours), 21);
  console.log(
    `Node.js ${process.version}, ${process.platform} ${process.arch}; the package is ${Math.round(statSync(tarball).size / 1000)} kB packed.\n`,
  );
  console.log('| program | median | times bare Node.js |\n| --- | --- | --- |');
  printRows(times, [BARE, OURS]);
  if (!quick) {
    const compared = others();
    printRows(await measure(timersOf({ [BARE]: ours[BARE], ...compared }), 15), Object.keys(compared));
    console.log();
    await benchColdRuns();
  }
  if (ratio(times, OURS) > LIMIT) {
    console.error(`\nThe whole pair takes more than ${LIMIT} times as long as a bare Node.js.`);
    process.exitCode = 1;
  }
}

const has = (flag: string) => process.argv.includes(flag);
const quick = has('--quick');

function bench(): Promise<void> {
  if (has('--pipeline')) {
    return benchPipeline(quick ? 2 : 7);
  }
  if (has('--merge')) {
    return benchMerge(quick ? 5 : 21);
  }
  return has('--cold') ? benchColdRuns() : benchCommandLine(quick);
}

void bench().finally(() => rmSync(folder, { recursive: true, force: true }));
