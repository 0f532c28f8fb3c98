import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment, environmentsOf } from '../../../src/environments/environments';
import type { Answers } from '../../../src/options/option';
import type { Repo } from '../../../src/options/repo';
import { resolveOptions } from '../../../src/options/resolve';
import type { ResolvedOptions } from '../../../src/options/resolved-options';
import { createContext } from '../../../src/render/context';
import { ACCOUNT, REGION, repositoriesIn } from '../../aws-stand-in';
import { TEST_GENERATOR } from '../../support/render-pair';
import { type Ended, run } from '../../support/run';
import { reposOf, synthPair } from '../../support/synth-pair';

/** The user of a pair and the account. */
export interface Workplace {
  /** The folder of the account. */
  readonly folder: string;
  /** The environment of the user. */
  readonly user: NodeJS.ProcessEnv;
}

/** Answers with the app's name. */
export type PairAnswers = Answers & { readonly appName: string };

/** Where an environment is in Git. */
type Place = Pick<Environment, 'overlayPath' | 'stateBranch'>;

/** A generated pair and its user's actions. */
export class Pair {
  /** Generates a pair. */
  static async make(place: Workplace, answers: PairAnswers): Promise<Pair> {
    const pair = new Pair(place, { region: REGION, ...answers });
    await pair.generate();
    return pair;
  }

  /** Variables that its user has set. */
  readonly variables: Record<string, string> = {};
  answers!: PairAnswers;
  options!: ResolvedOptions;
  /** The names that templates use. */
  names!: Readonly<Record<string, string>>;

  constructor(private readonly place: Workplace, answers: PairAnswers) {
    this.adopt({ accountId: ACCOUNT, ...answers });
  }

  /** Uses other answers from now on. */
  adopt(answers: PairAnswers): void {
    this.answers = answers;
    this.options = resolveOptions(this.answers);
    const context = createContext('config', this.options, TEST_GENERATOR.version);
    this.names = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, String(value)]));
  }

  /** The environment of its user. */
  get user(): NodeJS.ProcessEnv {
    return { ...this.place.user, ...this.variables };
  }

  get name(): string {
    return this.names.appName;
  }

  get branch(): string {
    return this.names.defaultBranch;
  }

  get configName(): string {
    return this.names.configRepoName;
  }

  /** Its environments, in the order of promotion. */
  get environments(): readonly Environment[] {
    return environmentsOf(this.options);
  }

  /** Where the environment is whose names these are. */
  private get ownPlace(): Place {
    const { overlayPath, stateBranch } = this.names;
    return { overlayPath, stateBranch };
  }

  /** The bare repositories of its region. */
  get repositories(): string {
    return repositoriesIn(this.place.folder, this.names.region);
  }

  /** Its repositories. A single one is both `app` and `config`. */
  get repos(): readonly Repo[] {
    return reposOf(this.answers);
  }

  folder(repo: Repo): string {
    const [only, ...others] = this.repos;
    return join(folderOf(this.place, this.name), others.length === 0 ? only : repo);
  }

  /** Writes and commits the repositories, as after their generation. */
  async generate(write: typeof synthPair = synthPair): Promise<void> {
    write(this.answers, folderOf(this.place, this.name));
    for (const repo of this.repos) {
      await this.well(repo, 'git', 'init', '--quiet', '--initial-branch', this.branch);
      await this.commit(repo, 'First commit');
    }
  }

  /** Runs a program in a repository. */
  run(repo: Repo, program: string, ...args: string[]): Promise<Ended> {
    return this.runAs({}, repo, program, ...args);
  }

  /** The same with other environment variables. */
  runAs(variables: Readonly<Record<string, string>>, repo: Repo, program: string, ...args: string[]): Promise<Ended> {
    return run(program, args, this.folder(repo), { ...this.user, ...variables });
  }

  /** The same for one that must succeed; returns what it wrote. */
  async well(repo: Repo, program: string, ...args: string[]): Promise<string> {
    return outputOf(`${[program, ...args].join(' ')} in the ${repo} repo`, await this.run(repo, program, ...args));
  }

  /** Runs a task: what `npx projen <task>` runs, to the letter. */
  async task(repo: Repo, name: string, ...args: string[]): Promise<string> {
    return outputOf(`${[name, ...args].join(' ')} in the ${repo} repo`, await this.attempt(repo, name, ...args));
  }

  /** The same for one that may fail. */
  attempt(repo: Repo, name: string, ...args: string[]): Promise<Ended> {
    return this.run(repo, 'bash', `scripts/${name.replace(/:/g, '/')}.sh`, ...args);
  }

  /** Replaces text that a file must contain; groups of a regular expression stay before the new text. */
  change(repo: Repo, path: string, from: string | RegExp, to: string): void {
    const file = join(this.folder(repo), path);
    const old = readFileSync(file, 'utf8');
    const changed = old.replace(from, (_, kept) => (typeof kept === 'string' ? kept : '') + to);
    if (changed === old) {
      throw new Error(`${path} of the ${repo} repo has no ${from} to be changed.`);
    }
    writeFileSync(file, changed);
  }

  read(repo: Repo, path: string): string {
    return readFileSync(join(this.folder(repo), path), 'utf8');
  }

  /** Commits everything. Returns the commit. */
  async commit(repo: Repo, message: string): Promise<string> {
    await this.well(repo, 'git', 'add', '--all');
    await this.well(repo, 'git', 'commit', '--quiet', '--message', message);
    return this.head(repo);
  }

  async head(repo: Repo): Promise<string> {
    return (await this.well(repo, 'git', 'rev-parse', 'HEAD')).trim();
  }

  /** Commits and pushes to the branch that the pipeline builds or Argo CD follows. */
  async push(repo: Repo, message: string): Promise<string> {
    const commit = await this.commit(repo, message);
    await this.well(repo, 'git', 'push', '--quiet', 'origin', this.branch);
    return commit;
  }

  /** The first step of the app repo's README; without the CDK, the tasks need no packages. */
  async install(): Promise<void> {
    await this.well('app', 'npm', 'install', '--no-audit', '--no-fund');
    await this.commit('app', 'Lock what was installed');
  }

  /** Creates the repositories and pushes both. */
  async deployRepositories(): Promise<void> {
    await this.task('app', 'repos:deploy');
    await Promise.all(this.repos.map((repo) => this.task(repo, 'repos:push')));
  }

  /** The same, and deploys the pipeline. */
  async deploy(): Promise<void> {
    await this.deployRepositories();
    await this.task('app', 'pipeline:deploy');
  }

  /** Calls AWS as the user does. */
  async aws(...args: string[]): Promise<any> {
    const text = await this.well('app', 'aws', ...args, '--region', this.names.region, '--output', 'json');
    return text.trim() === '' ? {} : JSON.parse(text);
  }

  /** The tip of the branch that the engine follows, in CodeCommit; empty before a first promotion to its own branch. */
  async configTip(): Promise<string> {
    const { stdout } = await this.run(
      'config', 'git', '-C', join(this.repositories, this.configName), 'rev-parse', '--quiet', '--verify',
      `refs/heads/${this.names.stateBranch}`,
    );
    return stdout.trim();
  }

  /** Whether ECR has an image, given as `REGISTRY/NAME@DIGEST`. */
  async hasImage(image: string): Promise<boolean> {
    const { imageDetails } = await this.aws(
      'ecr', 'describe-images', '--repository-name', this.names.ecrRepositoryName,
    );
    return imageDetails.some(({ imageDigest }: { imageDigest: string }) => image.endsWith(`@${imageDigest}`));
  }

  /** A file on the branch that the engine follows for an environment. In a pair, pulls the branch. */
  async promoted(path: string, { stateBranch }: Place = this.ownPlace): Promise<string> {
    if (stateBranch === this.branch) {
      await this.well('config', 'git', 'pull', '--quiet', '--ff-only', 'origin', this.branch);
      return this.read('config', path);
    }
    await this.well('config', 'git', 'fetch', '--quiet', 'origin', stateBranch);
    return this.well('config', 'git', 'show', `FETCH_HEAD:${path}`);
  }

  /** The image that the engine deploys to an environment. */
  async promotedImage(environment: Place = this.ownPlace): Promise<string> {
    const overlay = await this.promoted(`${environment.overlayPath}/kustomization.yaml`, environment);
    const [, name] = /^ +newName: "?([^"\n]+)"?$/m.exec(overlay) ?? [];
    const [, digest] = /^ +digest: "?(sha256:[0-9a-f]{64})"?$/m.exec(overlay) ?? [];
    return `${name}@${digest}`;
  }
}

/** Where a pair of that name is. */
export function folderOf({ folder }: Pick<Workplace, 'folder'>, appName: string): string {
  return join(folder, 'pairs', appName);
}

function outputOf(what: string, { code, stdout, stderr }: Ended): string {
  if (code !== 0) {
    throw new Error(`${what} ended with code ${code}\n${stdout}\n${stderr}`);
  }
  return stdout + stderr;
}
