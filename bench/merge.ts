/** Measures a synth that merges into every file of the user's, and one that has nothing to merge. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure, median } from './measure';
import { type Lock, type LockedFile, digest } from '../src/project/lock';
import { CommandLine } from '../test/support/command-line';
import { linkPackages } from '../test/support/generated-repos';

/** The maximum ratio of the processor times. */
const LIMIT = 1.1;

const REPOS = ['shop', 'shop-k8s-config'];

/** Fails above the limit. */
export async function benchMerge(rounds: number): Promise<void> {
  const commandLine = new CommandLine();
  const place = mkdtempSync(join(tmpdir(), 'gitops-eks-bench-merge-'));
  try {
    await commandLine.run(['shop', '--yes', '--no-install', '--no-git'], place);
    for (const repo of REPOS) {
      const folder = join(place, repo);
      linkPackages(commandLine, [folder]);
      await benchRepo(folder, join(place, 'copies'), rounds);
    }
  } finally {
    commandLine.remove();
    rmSync(place, { recursive: true, force: true });
  }
}

async function benchRepo(folder: string, copies: string, rounds: number): Promise<void> {
  const synth = (prepare: (copy: string) => number) => () => {
    rmSync(copies, { recursive: true, force: true });
    cpSync(folder, copies, { recursive: true, verbatimSymlinks: true });
    const merges = prepare(copies);
    return processorTime(copies, merges);
  };
  const times = await measure({ without: synth(() => 0), with: synth(editEverything) }, rounds);
  const ratios = times.with.map((time, round) => time / times.without[round]);
  const ratio = median(ratios);
  console.log(
    `${folder.split('/').at(-1)}: synth ${median(times.without).toFixed(0)} ms, with ${editEverything(copies)} merges ` +
      `${median(times.with).toFixed(0)} ms, ratio ${ratio.toFixed(2)} (median of ${rounds} rounds)`,
  );
  if (ratio > LIMIT) {
    console.error(`A synth with merges takes more than ${LIMIT} times as long.`);
    process.exitCode = 1;
  }
}

/** Has the lock be of a release with other texts, and the user edit each file. Returns the number of files. */
function editEverything(folder: string): number {
  const path = join(folder, '.gitops-eks', 'lock.json');
  const lock: Lock = JSON.parse(readFileSync(path, 'utf8'));
  const isMerged = ({ owner, path: name }: LockedFile) => owner === 'merged' && !name.endsWith('.json');
  const files = lock.files.map((file) => {
    if (!isMerged(file)) {
      return file;
    }
    const pristine = `# A line of an earlier release.\n${file.pristine}`;
    writeFileSync(join(folder, file.path), `${pristine}# A line of the user's.\n`);
    return { ...file, pristine, sha256: digest(pristine) };
  });
  chmodSync(path, 0o644);
  writeFileSync(path, JSON.stringify({ ...lock, files }, undefined, 2));
  return lock.files.filter(isMerged).length;
}

/** Processor time of a synth in milliseconds, which hardly depends on other programs. */
function processorTime(folder: string, merges: number): number {
  const preload = join(folder, '.git-times.cjs');
  const report = join(folder, '.git-times');
  writeFileSync(
    preload,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.cpuUsage())));`,
  );
  const program = join('node_modules', 'projen', 'lib', 'run-projenrc-json.task.js');
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, program], { cwd: folder, encoding: 'utf8' });
  const merged = /Merged into your files: (.*)/.exec(stderr)?.[1].split(', ').length ?? 0;
  if (status !== 0 || merged !== merges) {
    throw new Error(`the synth merged ${merged} files instead of ${merges}:\n${stderr}`);
  }
  const { user, system } = JSON.parse(readFileSync(report, 'utf8'));
  return (user + system) / 1000;
}
