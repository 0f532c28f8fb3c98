import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveOptions } from '../options/resolve';
import { inWordsOf } from '../package-managers/words';
import { ANSWERS_FILE, givenAnswers, ownedPaths, repoOfType } from '../project/answers';
import { writeConflicts } from '../project/conflicts';
import { LOCK_FILE, type Lock, lockFile, lockText } from '../project/lock';
import { keepOverwritten } from '../project/overwritten';
import { type Reconciliation, reconcile } from '../project/reconcile';
import { writeFile } from '../project/write-file';
import { thisGenerator } from '../render/generator';
import type { RenderedFile } from '../render/render';

/** Prints lines. */
export type Say = (text: string) => void;

/** An error of the caller, printed without a stack. */
export class Refusal extends Error {}

/** A generated repository on disk. */
export class Repository {
  private readonly version: string;
  private lock: Lock;

  public constructor(
    public readonly folder: string,
    public readonly state: Reconciliation,
    /** Replaces npm commands in a text with those of the repository's package manager. */
    public readonly inWords: (text: string) => string,
  ) {
    this.version = thisGenerator().version;
    if (!state.found || state.found.isDamaged) {
      throw new Refusal(inWords(`${LOCK_FILE} is missing or damaged: run "npx projen" first`));
    }
    this.lock = state.found;
  }

  /** Makes the current rendering the base of later merges of a file. */
  public moveBase(file: RenderedFile, path: string): void {
    const records = this.lock.files.filter((record) => record.path !== file.path && record.path !== path);
    const files = [...records, lockFile(file, this.version)].sort((one, other) => (one.path < other.path ? -1 : 1));
    this.lock = { ...this.lock, files };
    writeFile(join(this.folder, LOCK_FILE), lockText(this.lock), 0o444);
  }

  /** Writes a file and saves a copy of the overwritten one until the next commit. */
  public write(path: string, text: string | Buffer, mode: number, overwritten?: Buffer): void {
    if (overwritten && !overwritten.equals(Buffer.from(text as string))) {
      keepOverwritten(this.folder, path, overwritten);
    }
    writeFile(join(this.folder, path), text, mode);
  }

  /** Writes the three versions of open conflicts. */
  public writeConflicts(resolved: ReadonlySet<string>): void {
    writeConflicts(this.folder, this.state.plans.filter(({ path }) => !resolved.has(path)));
  }
}

/** Compares a repository with its current rendering. Throws if the lock is missing or damaged. */
export function openRepository(folder: string): Repository {
  const answers = JSON.parse(readFileSync(join(folder, ANSWERS_FILE), 'utf8'));
  const options = resolveOptions(givenAnswers(answers));
  const repo = repoOfType(answers.type) ?? 'config';
  const state = reconcile(folder, repo, options, ownedPaths(answers), thisGenerator());
  return new Repository(folder, state, (text) => inWordsOf(options.packageManager, text));
}

/** Parses the flags and paths of a command line. Throws for unknown flags. */
export function readArguments(args: readonly string[], flags: readonly string[]): { flags: string[]; paths: string[] } {
  const given = args.filter((arg) => arg.startsWith('--') && arg !== '--');
  const unknown = given.filter((flag) => !flags.includes(flag));
  if (unknown.length > 0) {
    throw new Refusal(`Unknown flags: ${unknown.join(', ')}. Supported flags: ${flags.join(', ') || 'none'}.`);
  }
  return { flags: given, paths: args.filter((arg) => !arg.startsWith('--')).map((path) => path.replace(/^\.\//, '')) };
}
