import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPair } from './render-pair';
import { temporaryFolder } from './temporary-folder';
import { writeFiles } from './write-files';
import type { Answers } from '../../src/options/option';

export const OVERLAY = 'k8s/overlays/production/kustomization.yaml';

/** The output of a program and its exit code. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const AUTHOR = {
  GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b.co', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.co',
};

/** A rendered config repo with a remote in real Git, and with the test's programs on PATH. */
export class ConfigClone {
  readonly folder: string;
  readonly server: string;
  private readonly env: NodeJS.ProcessEnv;
  private time = Date.UTC(2026, 10, 22) / 1000;

  constructor(
    answers: Answers, overlay: (rendered: string) => string = (text) => text,
    programs: Readonly<Record<string, string>> = {},
  ) {
    const root = temporaryFolder();
    const bin = join(root, 'bin');
    [this.folder, this.server] = [join(root, 'work'), join(root, 'origin')];
    mkdirSync(bin);
    writeFiles(
      bin, Object.entries(programs).map(([path, content]) => ({ path, content, executable: true })),
    );
    writeFiles(
      this.folder, renderPair(answers).filter(({ repo }) => repo === 'config'),
    );
    this.env = {
      ...process.env,
      ...AUTHOR,
      PATH: `${bin}:${process.env.PATH}`,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    };
    this.write(overlay(this.text));
    this.git('init', '-q', '--bare', '-b', 'main', this.server);
    this.git('init', '-q', '-b', 'main');
    this.git('add', '.');
    this.git('commit', '-qm', 'first');
    this.git('remote', 'add', 'origin', this.server);
    this.git('push', '-q', 'origin', 'main');
  }

  /** The overlay in the working copy, one character for each byte. */
  get text(): string {
    return readFileSync(join(this.folder, OVERLAY), 'latin1');
  }

  write(text: string): void {
    writeFileSync(join(this.folder, OVERLAY), text, 'latin1');
  }

  /** The overlay on the server. */
  get pushed(): string {
    return spawnSync('git', ['show', `main:${OVERLAY}`], { cwd: this.server, encoding: 'latin1' }).stdout;
  }

  /** Commits a change of the overlay. */
  commit(subject: string, change: (text: string) => string): void {
    this.write(change(this.text));
    this.git('commit', '-qam', subject);
  }

  /** Runs git and throws if it fails. Each commit is a minute after the one before. */
  git(...args: readonly string[]): string {
    const date = `${this.time += 60} +0000`;
    const { status, stdout, stderr } = this.run('git', args, { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
    if (status !== 0) {
      throw new Error(`git ${args.join(' ')} ends with ${status}: ${stderr}`);
    }
    return stdout.trim();
  }

  /** Runs a script of the repository. */
  task(script: string, ...args: readonly string[]): Ended {
    const date = `${this.time += 60} +0000`;
    return this.run('bash', [`scripts/${script}.sh`, ...args], { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date });
  }

  private run(program: string, args: readonly string[], more: NodeJS.ProcessEnv): Ended {
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: this.folder, env: { ...this.env, ...more }, encoding: 'utf8',
    });
    if (error) {
      throw error;
    }
    return { status, stdout, stderr };
  }
}
