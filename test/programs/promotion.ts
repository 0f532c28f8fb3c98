import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  Call, callInProcess, FakeCodeCommit, FakeEcr, fileAt, GitRepository, OnRequest, readCommit, writeCommit,
} from '../aws-stand-in';
import { loadProgram, programSource } from './load-program';

export const FILE = 'k8s/overlays/dev/kustomization.yaml';
export const IMAGE = '111122223333.dkr.ecr.us-east-1.amazonaws.com/my-app';
export const NO_IMAGE = `sha256:${'0'.repeat(64)}`;

export interface Promotion {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly call: Call;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly say: (text: string) => void;
}

export interface PromoteProgram {
  promote(promotion: Promotion): Promise<void>;
  compare(
    mine: string, other: string, parents: Map<string, string[]>, read: (commit: string) => Promise<string[]>,
  ): Promise<string>;
  edit(
    file: string, text: string, name: string, values?: Record<string, string>,
  ): { text: string; newName: string; digest: string };
}

export const promoteProgram = loadProgram<PromoteProgram>(programSource('promote'));

/** A generated overlay. */
export function overlay(digest = NO_IMAGE, newName = 'old.example/my-app'): string {
  return [
    'kind: Kustomization', '', 'replicas:', '  - name: my-app', '    count: 2', '',
    '# The digest of zeros stands for "no image yet".', 'images:', '  - name: my-app', `    newName: ${newName}`,
    `    digest: ${digest}`, '',
  ].join('\n');
}

/** A digest made from a number. */
export function digestOf(number: number): string {
  return `sha256:1${number.toString(16).padStart(63, '0')}`;
}

/** A commit of the app repo, and the digest of its image. */
export interface Build {
  readonly commit: string;
  readonly digest: string;
}

/** An app repo, a config repo and a registry, in one folder. */
export class World {
  readonly requests: string[] = [];
  readonly said: string[] = [];
  readonly slept: number[] = [];
  readonly codecommit: FakeCodeCommit;
  readonly ecr: FakeEcr;
  readonly call: Call;
  private time = Date.UTC(2026, 10, 22);

  constructor(folder: string, pause?: () => Promise<void>, recorded = true) {
    const path = join(folder, 'repositories');
    mkdirSync(path);
    const record: OnRequest | undefined = recorded ? (action, resource, _key, references) => {
      this.requests.push([action, resource.split(':').at(-1), ...references].join(' '));
    } : undefined;
    this.codecommit = new FakeCodeCommit({ folder: path, now: () => new Date(this.time += 1000), onRequest: record });
    this.ecr = new FakeEcr({ onRequest: record });
    this.call = callInProcess({ codecommit: this.codecommit, ecr: this.ecr }, pause);
    this.codecommit.repositories.create('my-app');
    this.codecommit.repositories.create('my-app-config');
  }

  /** Commits files; returns the commit's ID. */
  commit(repositoryName: string, files: Record<string, string>, branchName = 'main', fileMode = 'NORMAL'): string {
    const repository = this.codecommit.repositories.get({ repositoryName });
    const putFiles = Object.entries(files).map(([filePath, text]) => ({
      filePath, fileMode, fileContent: Buffer.from(text, 'latin1').toString('base64'),
    }));
    const parentCommitId = repository.tip(`refs/heads/${branchName}`);
    return (
      this.codecommit.answer('CreateCommit', {
        repositoryName, branchName, parentCommitId, putFiles, commitMessage: 'Change\n',
      }) as { commitId: string }
    ).commitId;
  }

  /**
   * Commits of the app repo, and their images; the first comes after these parents, which are the tip of main by
   * default.
   */
  builds(numbers: readonly number[], parents?: readonly string[]): Build[] {
    const repository = this.codecommit.repositories.get({ repositoryName: 'my-app' });
    const author = { name: 'a', email: 'a@example.com', date: '1 +0000' };
    const tip = repository.tip('refs/heads/main');
    const tree = repository.write('tree', Buffer.alloc(0));
    let before = parents ?? (tip ? [tip] : []);
    const builds = numbers.map((number) => {
      const commit = writeCommit(repository, {
        tree, parents: before, author, committer: author, message: `${number}\n`,
      });
      before = [commit];
      this.ecr.push('my-app', digestOf(number), commit);
      return { commit, digest: digestOf(number) };
    });
    repository.move('refs/heads/main', tip, before[0]);
    return builds;
  }

  get config(): GitRepository {
    return this.codecommit.repositories.get({ repositoryName: 'my-app-config' });
  }

  /** The tip of a branch of the config repo. */
  tip(branch = 'main'): string | undefined {
    return this.config.tip(`refs/heads/${branch}`);
  }

  /** The text of a file of the config repo. */
  text(commit = this.tip()!, path = FILE): string {
    const file = fileAt(this.config, readCommit(this.config, commit)!.tree, path)!;
    return this.config.read(file.id, 'blob')!.toString('latin1');
  }

  env(build: Build, more: Readonly<Record<string, string | undefined>> = {}): Promotion['env'] {
    return {
      APP_REPOSITORY: 'my-app',
      CONFIG_REPOSITORY: 'my-app-config',
      BRANCH: 'main',
      FILE,
      IMAGE_NAME: 'my-app',
      IMAGE_REPOSITORY: IMAGE,
      IMAGE_DIGEST: build.digest,
      SOURCE_COMMIT: build.commit,
      EXECUTION: 'execution-1',
      MODE: 'commit',
      ...more,
    };
  }

  /** Runs the program; returns what it said last. */
  async promote(
    build: Build, more: Readonly<Record<string, string | undefined>> = {}, call = this.call,
  ): Promise<string> {
    await promoteProgram.promote({
      env: this.env(build, more),
      call,
      sleep: async (milliseconds) => { this.slept.push(milliseconds); },
      random: () => 0.5,
      say: (text) => { this.said.push(text); },
    });
    return this.said.at(-1)!;
  }
}
