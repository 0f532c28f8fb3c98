/**
 * Injects the faults of this command line's tests into create-vite, `projen new` and `cdk init`, and prints a table:
 *
 *   npm install --prefix FOLDER create-vite projen aws-cdk && FAULTS=200 npx tsx test/faults/peers.ts FOLDER
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Fault, INJECT, chosen, faultEnvironment, faultsIn, inParallel } from './faults';
import { type Ended, run } from '../support/run';
import { readTree } from '../support/tree';

const PEERS: Readonly<Record<string, readonly string[]>> = {
  'create-vite': ['create-vite/index.js', 'app', '--template', 'vanilla-ts', '--no-interactive'],
  'projen new': ['projen/bin/projen', 'new', 'node', '--no-git', '--no-post'],
  'cdk init': ['aws-cdk/bin/cdk', 'init', 'app', '--language', 'typescript', '--generate-only'],
};

const modules = resolve(process.argv[2], 'node_modules');
const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-peers-'));

/** Runs a peer in the folder `project` of its own home. */
async function start([program, ...args]: readonly string[], home: string, fault?: Fault): Promise<Ended> {
  const cwd = join(home, 'project');
  const preload = fault ? ['--require', INJECT] : [];
  return run(process.execPath, [...preload, join(modules, program), ...args], cwd, {
    PATH: process.env.PATH,
    HOME: home,
    CI: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    ...(fault && faultEnvironment(cwd, fault)),
  });
}

function newHome(): string {
  const home = mkdtempSync(join(folder, 'run-'));
  mkdirSync(join(home, 'project'));
  return home;
}

async function tryPeer(name: string, command: readonly string[]): Promise<void> {
  const clean = newHome();
  await start(command, clean);
  const whole = JSON.stringify(readTree(join(clean, 'project')));
  const log = join(folder, `operations of ${name}`);
  await start(command, newHome(), { kind: 'none', at: 0, operation: log });
  const all = faultsIn(log);
  const tried = chosen(all);
  const tally: Record<string, number> = {};
  const count = (what: string) => { tally[what] = (tally[what] ?? 0) + 1; };
  await inParallel(tried, async (fault) => {
    const home = newHome();
    const project = join(home, 'project');
    const isWhole = () => JSON.stringify(readTree(project)) === whole;
    const { code, stdout, stderr } = await start(command, home, fault);
    const end = code === null ? 'killed' : code === 0 ? 'succeeded' : 'failed';
    const text = stdout + stderr;
    count(end);
    if (end === 'succeeded' && !isWhole()) {
      count('exit code 0, files missing or cut');
    }
    if (end === 'failed') {
      count(readdirSync(project).length === 0 ? 'failed, nothing left' : 'failed, part of the project left');
      count(
        /\n +at /.test(text)
          ? 'failed, with a stack'
          : /E[A-Z]{2,}/.test(text)
            ? 'failed, the reason alone'
            : 'failed, no reason',
      );
    }
    if (!isWhole()) {
      const next = await start(command, home);
      count(
        isWhole()
          ? 'incomplete, the next run completes it'
          : next.code === 0
            ? 'incomplete, the next run exits with 0 and does not complete it'
            : 'incomplete, the next run refuses',
      );
    }
    rmSync(home, { recursive: true });
  });
  process.stdout.write(`${name}: ${tried.length} of ${all.length} faults ${JSON.stringify(tally, undefined, 2)}\n`);
}

/** Whether a peer leaves a user's files alone when nothing fails. */
async function tryOccupied(name: string, command: readonly string[]): Promise<void> {
  const home = newHome();
  const target = name === 'create-vite' ? join(home, 'project', 'app') : join(home, 'project');
  mkdirSync(target, { recursive: true });
  ['README.md', 'package.json', '.gitignore', 'mine.txt'].forEach((path) => writeFileSync(join(target, path), '{}\n'));
  const { code } = await start(command, home);
  const tree = readTree(target);
  const changed = ['README.md', 'package.json', '.gitignore', 'mine.txt'].filter((path) => tree[path] !== '644\n{}\n');
  process.stdout.write(
    `${name} into a folder with files: code ${code}, changed or removed: ${changed.join(', ') || 'nothing'}\n`,
  );
}

async function tryAll(): Promise<void> {
  for (const [name, command] of Object.entries(PEERS)) {
    await tryOccupied(name, command);
    await tryPeer(name, command);
  }
  rmSync(folder, { recursive: true });
}

void tryAll();
