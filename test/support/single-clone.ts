import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ended } from './config-clone';
import { renderPair } from './render-pair';
import { temporaryFolder } from './temporary-folder';
import { writeFiles } from './write-files';
import type { Answers } from '../../src/options/option';

const AUTHOR = {
  GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b.co', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.co',
};

/** An image of the registry: its digest, and the commits that are its tags. */
export interface Image {
  readonly digest: string;
  readonly tags: readonly string[];
}

/**
 * Answers the tasks' calls: the caller, and the registry, whose images are in a file, the newest last. Runs a script
 * beside that file once, before it answers about an image.
 */
const awsOf = (images: string) => `#!${process.execPath}
const { existsSync, readFileSync, renameSync } = require('node:fs');
const text = process.argv.slice(2).join(' ');
const images = JSON.parse(readFileSync('${images}', 'utf8'));
if (/imageDigest=/.test(text) && existsSync('${images}.sh')) {
  renameSync('${images}.sh', '${images}.done.sh');
  require('node:child_process').execFileSync('sh', ['${images}.done.sh']);
}
const [, asked] = /imageDigest=(\\S+)/.exec(text) ?? [];
const found = images.find(({ digest }) => digest === asked);
if (/get-caller-identity/.test(text)) console.log('111122223333');
else if (/describe-repositories/.test(text)) console.log('registry.example/shop');
else if (asked && !found) process.exitCode = 254;
else if (asked) console.log(found.tags.join('\\t'));
else console.log(JSON.stringify(images.at(-1)?.digest ?? null));
`;

/** A rendered single repository with a remote in real Git, and with a registry. */
export class SingleClone {
  readonly folder: string;
  readonly server: string;
  private readonly env: NodeJS.ProcessEnv;
  private readonly imageFile: string;
  private images: Image[] = [];
  private time = Date.UTC(2026, 10, 22) / 1000;

  constructor(answers: Answers = {}) {
    const root = temporaryFolder();
    const bin = join(root, 'bin');
    [this.folder, this.server, this.imageFile] = ['work', 'origin', 'images.json'].map((name) => join(root, name));
    writeFiles(bin, [{ path: 'aws', content: awsOf(this.imageFile), executable: true }]);
    writeFiles(this.folder, renderPair({ appName: 'shop', layout: 'single', ...answers }));
    writeFileSync(this.imageFile, '[]');
    this.env = {
      ...process.env,
      ...AUTHOR,
      PATH: `${bin}:${process.env.PATH}`,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    };
    this.git('init', '-q', '--bare', '-b', 'main', this.server);
    this.git('init', '-q', '-b', 'main');
    this.git('remote', 'add', 'origin', this.server);
    this.commit('first', {});
  }

  /** Commits files to the branch that is checked out, and pushes it. A missing text deletes the file. */
  commit(subject: string, files: Readonly<Record<string, string | undefined>>): string {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      if (text === undefined) {
        this.git('rm', '-q', path);
      } else {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text, 'latin1');
      }
    }
    this.git('add', '.');
    this.git('commit', '-q', '--allow-empty', '-m', subject);
    this.git('push', '-q', 'origin', 'HEAD');
    return this.git('rev-parse', 'HEAD');
  }

  /** Pushes an image of a commit. An image of the same digest gets another tag. */
  push(digest: string, commit: string): void {
    const tags = [...this.images.find((image) => image.digest === digest)?.tags ?? [], commit];
    this.images = [...this.images.filter((image) => image.digest !== digest), { digest, tags }];
    writeFileSync(this.imageFile, JSON.stringify(this.images));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'latin1');
  }

  /** What the server has, for example `deploy/production:k8s/base/service.yaml`; undefined if it does not exist. */
  served(object: string): string | undefined {
    const { status, stdout } = spawnSync('git', ['show', object], { cwd: this.server, encoding: 'latin1' });
    return status === 0 ? stdout : undefined;
  }

  /** Runs git on the server. */
  onServer(...args: readonly string[]): string {
    return spawnSync('git', args, { cwd: this.server, env: this.env, encoding: 'latin1' }).stdout.trim();
  }

  /** Runs this command once, when the next task asks the registry for an image: after it has fetched the branches. */
  beforeImage(command: string): void {
    writeFileSync(`${this.imageFile}.sh`, command);
  }

  /** Runs this command once, before the next push. */
  beforePush(command: string): void {
    const hook = join(this.folder, '.git/hooks/pre-push');
    writeFiles(dirname(hook), [{ path: 'pre-push', content: `#!/bin/sh\nrm '${hook}'\n${command}\n`, executable: true }]);
  }

  /** Runs git and throws if it fails. Each commit is a minute after the one before. */
  git(...args: readonly string[]): string {
    const { status, stdout, stderr } = this.run('git', args);
    if (status !== 0) {
      throw new Error(`git ${args.join(' ')} ends with ${status}: ${stderr}`);
    }
    return stdout.trim();
  }

  /** Runs a script of the repository. */
  task(script: string, ...args: readonly string[]): Ended {
    return this.run('bash', [`scripts/${script}.sh`, ...args]);
  }

  private run(program: string, args: readonly string[]): Ended {
    const date = `${this.time += 60} +0000`;
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd: this.folder,
      env: { ...this.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      encoding: 'utf8',
    });
    if (error) {
      throw error;
    }
    return { status, stdout, stderr };
  }
}
