import { loadProgram, programSource } from './load-program';
import { type Build, digestOf, IMAGE, overlay, type PromoteProgram, type Promotion, World } from './promotion';
import { type Entry, fileAt, filesOf, type GitRepository, history, readCommit } from '../aws-stand-in';

/** In the order of promotion. */
export const ENVIRONMENTS = ['dev', 'staging', 'production'] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** The programs of a single repository. */
export const stateSource = programSource('promote', { layout: 'single', environments: [...ENVIRONMENTS] });
export const stateProgram = loadProgram<PromoteProgram>(stateSource);

export function fileOf(name: string): string {
  return `k8s/overlays/${name}/kustomization.yaml`;
}

/** The variables of the stage of an environment. */
export function stageOf(name: EnvironmentName): Readonly<Record<string, string>> {
  const before = ENVIRONMENTS[ENVIRONMENTS.indexOf(name) - 1];
  return { FILE: fileOf(name), ...before && { PREVIOUS: fileOf(before) } };
}

/** Files of a commit of main. A missing file is deleted. */
export type Files = Readonly<Record<string, string | undefined>>;

/** A single repository and a registry. The config repo of a pair stays empty. */
export class StateWorld extends World {
  constructor(folder: string, pause?: () => Promise<void>, recorded = true) {
    super(folder, pause, recorded);
    this.source({
      'src/index.js': '0',
      'k8s/base/deployment.yaml': '0',
      ...Object.fromEntries(ENVIRONMENTS.map((name) => [fileOf(name), overlay()])),
    });
  }

  get repository(): GitRepository {
    return this.codecommit.repositories.get({ repositoryName: 'my-app' });
  }

  override tip(branch = 'main'): string | undefined {
    return this.repository.tip(`refs/heads/${branch}`);
  }

  /** Commits to main, or to another branch. Returns the commit. */
  source(files: Files, branchName = 'main', commitMessage = 'Change the service\n'): string {
    const entries = Object.entries(files);
    const answer = this.codecommit.answer('CreateCommit', {
      repositoryName: 'my-app',
      branchName,
      parentCommitId: this.tip(branchName),
      putFiles: entries.flatMap(([filePath, text]) =>
        text === undefined ? [] : [{ filePath, fileContent: Buffer.from(text, 'latin1').toString('base64') }]),
      deleteFiles: entries.flatMap(([filePath, text]) => text === undefined ? [{ filePath }] : []),
      commitMessage,
    });
    return (answer as { commitId: string }).commitId;
  }

  /** A commit of main, and its image. */
  build(number: number, files: Files = { 'src/index.js': String(number) }): Build {
    const build = { commit: this.source(files), digest: digestOf(number) };
    this.ecr.push('my-app', build.digest, build.commit);
    return build;
  }

  files(commit: string): Map<string, Entry> {
    return filesOf(this.repository, readCommit(this.repository, commit)!.tree);
  }

  override text(commit = this.tip('deploy/dev')!, path = fileOf('dev')): string {
    const file = fileAt(this.repository, readCommit(this.repository, commit)!.tree, path)!;
    return this.repository.read(file.id, 'blob')!.toString('latin1');
  }

  message(branch: string): string {
    return readCommit(this.repository, this.tip(branch)!)!.message;
  }

  /** The commits of a state branch since its source commit, the oldest first. */
  states(name: string): string[] {
    const tip = this.tip(`deploy/${name}`);
    if (tip === undefined) {
      return [];
    }
    const sources = history(this.repository, this.tip()!);
    return [...history(this.repository, tip)].filter((commit) => !sources.has(commit)).reverse();
  }

  /**
   * How a commit of a state branch differs below k8s/ from the commit that its message names, with the digest that its
   * message names. Empty if it is a whole promotion.
   */
  differences(name: string, commit: string): string[] {
    const { message } = readCommit(this.repository, commit)!;
    const [, source] = /^Commit ([0-9a-f]{40}) of my-app$/m.exec(message) ?? [];
    const [, image, digest] = /^Image (\S+)@(\S+)$/m.exec(message) ?? [];
    const manifests = (id: string) => new Map([...this.files(id)].filter(([path]) => path.startsWith('k8s/')));
    const [wanted, present] = [manifests(source), manifests(commit)];
    const others = [...new Set([...wanted.keys(), ...present.keys()])].filter((path) =>
      path !== fileOf(name)
      && (wanted.get(path)?.id !== present.get(path)?.id || wanted.get(path)?.mode !== present.get(path)?.mode));
    const expected = this.text(source, fileOf(name))
      .replace(/newName: \S+/, `newName: ${image}`).replace(/digest: \S+/, `digest: ${digest}`);
    return [...others, ...this.text(commit, fileOf(name)) === expected ? [] : [fileOf(name)]];
  }

  override env(build: Build, more: Readonly<Record<string, string | undefined>> = {}): Promotion['env'] {
    const { CONFIG_REPOSITORY: _, BRANCH: __, ...env } = super.env(build);
    return { ...env, ...stageOf('dev'), ...more };
  }

  /** Runs the stage of an environment in the execution of a build. Returns what it said last. */
  async stage(
    name: EnvironmentName, build: Build, more: Readonly<Record<string, string>> = {}, call = this.call,
  ): Promise<string> {
    await stateProgram.promote({
      env: this.env(build, { ...stageOf(name), ...more }),
      call,
      sleep: async (milliseconds) => { this.slept.push(milliseconds); },
      random: () => 0.5,
      say: (text) => { this.said.push(text); },
    });
    return this.said.at(-1)!;
  }

  pullRequests(pullRequestStatus = 'OPEN'): string[] {
    const answer = this.codecommit.answer('ListPullRequests', { repositoryName: 'my-app', pullRequestStatus });
    return (answer as { pullRequestIds: string[] }).pullRequestIds;
  }

  /** The digest of an environment; undefined without its branch. */
  digestIn(name: string): string | undefined {
    const tip = this.tip(`deploy/${name}`);
    return tip && /digest: (\S+)/.exec(this.text(tip, fileOf(name)))![1];
  }

  /** Commits what app:rollback commits. */
  rollBack(name: string, { commit, digest }: Build): void {
    const deployment = 'k8s/base/deployment.yaml';
    this.source(
      { [fileOf(name)]: overlay(digest, IMAGE), [deployment]: this.text(commit, deployment) },
      `deploy/${name}`, `Revert\n\nCommit ${commit} of my-app\nImage ${IMAGE}@${digest}\n`,
    );
  }
}
