import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from 'projen/lib/logger';
import { synthRepo } from './synth-pair';
import { temporaryFolder } from './temporary-folder';
import type { Answers } from '../../src/options/option';
import type { Repo } from '../../src/options/repo';
import type { merge } from '../../src/programs/merge';
import { type Lock, type LockedFile, digest } from '../../src/project/lock';

const LOCK = '.gitops-eks/lock.json';

/** A generated repository over time: edits by its user, changed answers, newer releases. */
export class LivingRepo {
  public readonly folder: string;
  /** What the last synth told. */
  public told = '';

  public constructor(private readonly repo: Repo, answers: Answers) {
    this.folder = join(temporaryFolder(), repo);
    synthRepo(repo, answers, this.folder);
  }

  public path(name: string): string {
    return join(this.folder, name);
  }

  public has(name: string): boolean {
    return existsSync(this.path(name));
  }

  public read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  public write(name: string, text: string): void {
    this.remove(name);
    writeFileSync(this.path(name), text);
  }

  public remove(name: string): void {
    rmSync(this.path(name), { force: true });
  }

  public edit(name: string, change: (text: string) => string): void {
    this.write(name, change(this.read(name)));
  }

  public lock(): Lock {
    return JSON.parse(this.read(LOCK));
  }

  public record(name: string): LockedFile | undefined {
    return this.lock().files.find((file) => file.path === name);
  }

  /** Synthesizes with some other answers, which stay. */
  public synth(changes: Answers = {}): void {
    this.edit('.projenrc.json', (text) => JSON.stringify({ ...JSON.parse(text), ...changes }, undefined, 2));
    const { $schema, type, ...answers } = JSON.parse(this.read('.projenrc.json'));
    this.told = '';
    // projen is silent in tests.
    const loggers = (['info', 'warn'] as const).map((level) => jest.spyOn(Logger.prototype, level).mockImplementation((...texts: unknown[]) => {
      this.told += `${texts.join(' ')}\n`;
    }));
    synthRepo(this.repo, answers, this.folder);
    loggers.forEach((logger) => logger.mockRestore());
  }

  /** Has the lock and the disk be of a release that rendered another text: the present one then changes it back. */
  public renderedBefore(name: string, change: (text: string) => string): void {
    const text = change(this.read(name));
    const { mode } = statSync(this.path(name));
    this.write(name, text);
    chmodSync(this.path(name), mode);
    const { files, ...rest } = this.lock();
    const changed = files.map((file) => file.path !== name ? file
      : { ...file, sha256: digest(text), ...(file.pristine !== undefined && { pristine: text }) });
    this.write(LOCK, JSON.stringify({ ...rest, files: changed }, undefined, 2));
  }

  /** Runs a program of the tasks. */
  public run(main: typeof merge, ...args: readonly string[]): { readonly code: number; readonly said: string } {
    const said: string[] = [];
    const code = main(args, this.folder, (text) => said.push(text));
    return { code, said: said.join('\n') };
  }
}
