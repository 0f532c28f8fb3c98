import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, REGION } from './place';
import type { World } from './world';
import type { Answers } from '../../../src/options/option';
import type { Repo } from '../../../src/render/template';
import { REPOS } from '../../support/render-pair';
import { type Ended, run } from '../../support/run';
import { synthPair } from '../../support/synth-pair';

/** A generated pair, in the hands of its user. */
export class Pair {
  /** Writes both repositories and commits them, as somebody does who has just generated them. */
  static async make(world: World, answers: Answers & { appName: string }): Promise<Pair> {
    const pair = new Pair(world, { accountId: ACCOUNT, region: REGION, defaultBranch: 'main', ...answers });
    synthPair(pair.answers, join(world.folder, answers.appName));
    for (const repo of REPOS) {
      await pair.well(repo, 'git', 'init', '--quiet', '--initial-branch', pair.branch);
      await pair.commit(repo, 'First commit');
    }
    return pair;
  }

  private constructor(private readonly world: World, readonly answers: Answers & { appName: string }) {}

  get name(): string {
    return this.answers.appName;
  }

  get branch(): string {
    return String(this.answers.defaultBranch);
  }

  get configName(): string {
    return `${this.name}-k8s-config`;
  }

  folder(repo: Repo): string {
    return join(this.world.folder, this.name, repo);
  }

  /** Runs a program in a repository. */
  run(repo: Repo, program: string, ...args: string[]): Promise<Ended> {
    return this.runAs({}, repo, program, ...args);
  }

  /** The same with other variables. */
  runAs(variables: Readonly<Record<string, string>>, repo: Repo, program: string, ...args: string[]): Promise<Ended> {
    return run(program, args, this.folder(repo), { ...this.world.user, ...variables });
  }

  /** The same for one that must succeed; gives back what it wrote. */
  async well(repo: Repo, program: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(repo, program, ...args);
    if (code !== 0) {
      throw new Error(`${program} ${args.join(' ')} in the ${repo} repo ended with code ${code}\n${stdout}\n${stderr}`);
    }
    return stdout + stderr;
  }

  /** Runs a task: what `npx projen <task>` runs, to the letter. */
  task(repo: Repo, name: string, ...args: string[]): Promise<string> {
    return this.well(repo, 'bash', `scripts/${name.replace(':', '/')}.sh`, ...args);
  }

  /** Changes a file by replacing a text that must be in it; what an expression has in parentheses stays before the new text. */
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

  /** Commits everything. Gives back the commit. */
  async commit(repo: Repo, message: string): Promise<string> {
    await this.well(repo, 'git', 'add', '--all');
    await this.well(repo, 'git', 'commit', '--quiet', '--message', message);
    return this.head(repo);
  }

  async head(repo: Repo): Promise<string> {
    return (await this.well(repo, 'git', 'rev-parse', 'HEAD')).trim();
  }

  /** Commits and pushes to the branch that is built. */
  async push(repo: Repo, message: string): Promise<string> {
    const commit = await this.commit(repo, message);
    await this.well(repo, 'git', 'push', '--quiet', 'origin', this.branch);
    return commit;
  }

  /** Makes the repositories, pushes both, and makes the pipeline. */
  async deploy(): Promise<void> {
    await this.task('app', 'repos:deploy');
    await Promise.all(REPOS.map((repo) => this.task(repo, 'repos:push')));
    await this.task('app', 'pipeline:deploy');
  }

  /** Calls AWS as the user does. */
  async aws(...args: string[]): Promise<any> {
    const text = await this.well('app', 'aws', ...args, '--region', REGION, '--output', 'json');
    return text.trim() === '' ? {} : JSON.parse(text);
  }

  /** The tip of the branch of the config repo in CodeCommit. */
  async configTip(): Promise<string> {
    return (await this.well('config', 'git', '-C', join(this.world.repositories, this.configName), 'rev-parse', this.branch)).trim();
  }

  /** The image that Git says runs, after a pull. */
  async promotedImage(): Promise<string> {
    await this.well('config', 'git', 'pull', '--quiet', '--ff-only', 'origin', this.branch);
    const overlay = this.read('config', `k8s/overlays/${this.answers.environment ?? 'production'}/kustomization.yaml`);
    const [, name] = /^ +newName: "?([^"\n]+)"?$/m.exec(overlay) ?? [];
    const [, digest] = /^ +digest: "?(sha256:[0-9a-f]{64})"?$/m.exec(overlay) ?? [];
    return `${name}@${digest}`;
  }
}
