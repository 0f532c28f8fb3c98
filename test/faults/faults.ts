import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { type Ended, run } from '../support/run';

const ROOT = join(__dirname, '..', '..');
export const INJECT = join(__dirname, 'inject.cjs');

/** Operations that can run out of room, and those that can cross from one file system to another. */
const TAKES_ROOM = /^(copyFile|cp|link|mkdir|mkdtemp|rename|symlink|writeFile)Sync$/;
const CROSSES = /^(link|rename)Sync$/;
const CHANGES = /^(copyFile|cp|link|mkdir|mkdtemp|rename|symlink|writeFile|chmod|rm|rmdir|unlink)Sync$/;

/** The possible faults, by operation. */
const KINDS: Readonly<Record<string, RegExp>> = {
  ENOSPC: TAKES_ROOM,
  EACCES: /./,
  EIO: /./,
  EXDEV: CROSSES,
  full: TAKES_ROOM,
  lost: CHANGES,
  kill: /./,
  cut: /^writeFileSync$/,
};

/** One fault in one run of a command. */
export interface Fault {
  readonly kind: string;
  /** The number of the operation. */
  readonly at: number;
  readonly operation: string;
}

/** The command line and a synth, in processes whose file operations fail. */
export class FaultyMachine {
  public readonly commandLine = new CommandLine();
  private readonly synthesizer: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'gitops-eks-faults-'));

  public constructor() {
    // Beside the packed bundle, so that it is of the same version.
    this.synthesizer = join(dirname(dirname(this.commandLine.bin)), 'lib', 'bundle', 'synth.js');
    const esbuild = join(ROOT, 'node_modules', '.bin', 'esbuild');
    execFileSync(
      esbuild,
      [
        join(__dirname, 'synth.ts'), '--bundle', '--minify', '--platform=node', `--outfile=${this.synthesizer}`,
        '--log-level=error',
      ],
      { cwd: ROOT },
    );
  }

  /** A copy of a folder, or an empty folder. */
  public newFolder(from?: string): string {
    const folder = mkdtempSync(join(this.folder, 'run-'));
    if (from) {
      cpSync(from, folder, { recursive: true });
    }
    return folder;
  }

  public make(cwd: string, args: readonly string[], fault?: Fault): Promise<Ended> {
    return this.start(
      [this.commandLine.bin, ...args, '--yes', '--no-install', '--no-git', '--region', 'eu-west-1'],
      cwd,
      fault,
    );
  }

  public synth(cwd: string, fault?: Fault): Promise<Ended> {
    return this.start([this.synthesizer], cwd, fault);
  }

  /** Every possible fault of a command, found by running it once. */
  public async faultsOf(command: (log: Fault) => Promise<Ended>): Promise<Fault[]> {
    const log = join(this.folder, 'operations');
    rmSync(log, { force: true });
    await command({ kind: 'none', at: 0, operation: log });
    return faultsIn(log);
  }

  public remove(): void {
    this.commandLine.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private start(command: readonly string[], cwd: string, fault?: Fault): Promise<Ended> {
    mkdirSync(cwd, { recursive: true });
    const preload = fault ? ['--require', INJECT] : [];
    return run(process.execPath, [...preload, ...command], cwd, this.commandLine.environment({
      PROJEN_DISABLE_POST: 'true',
      ...(fault && faultEnvironment(cwd, fault)),
    }));
  }
}

/** Every fault that can happen to the operations of a log. */
export function faultsIn(log: string): Fault[] {
  return readFileSync(log, 'utf8').trim().split('\n').flatMap((operation, index) => Object.entries(KINDS)
    .filter(([, happensTo]) => happensTo.test(operation))
    .map(([kind]) => ({ kind, at: index + 1, operation })));
}

/** The variables by which inject.cjs knows which operation fails, and how. */
export function faultEnvironment(cwd: string, { kind, at, operation }: Fault): NodeJS.ProcessEnv {
  return { FAULT_ROOT: cwd, FAULT_KIND: kind, FAULT_AT: String(at), ...(at === 0 && { FAULT_LOG: operation }) };
}

/** As many faults as FAULTS says, "all" for every one; spread over all kinds and operations. */
export function chosen(faults: readonly Fault[]): Fault[] {
  const { FAULTS = '45' } = process.env;
  if (FAULTS === 'all' || faults.length <= Number(FAULTS)) {
    return [...faults];
  }
  // By a step that has no divisor in common with the number of kinds.
  const step = Math.ceil(faults.length / Number(FAULTS)) + 0.382;
  return Array.from({ length: Math.floor(faults.length / step) }, (_, index) => faults[Math.floor(index * step)]);
}

/** Calls a function for each item, several at a time. */
export async function inParallel<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const open = [...items];
  const work = async () => {
    for (let item = open.shift(); item; item = open.shift()) {
      await act(item);
    }
  };
  await Promise.all([work(), work(), work(), work()]);
}
