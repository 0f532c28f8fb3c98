import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { writeKubeconfig } from './kubeconfig';
import type { World } from './world';
import type { Answers } from '../../../../src/options/option';
import { folderOf, Pair, type PairAnswers } from '../../aws/pair';

const PACKAGES = join(__dirname, '..', '..', '..', '..', 'node_modules');

/** A generated pair and the actions of its user, who also has a cluster. */
export class ClusterPair extends Pair {
  /** The folder with both repositories. */
  readonly root: string;

  /** @param keeps whether the folder stays as it is, instead of being made anew */
  constructor(readonly world: World, answers: PairAnswers, keeps = false) {
    const root = folderOf({ folder: world.state }, answers.appName);
    const KUBECONFIG = join(root, 'kubeconfig');
    super({ folder: world.state, user: { ...world.user, KUBECONFIG } }, answers);
    this.root = root;
    if (!keeps) {
      rmSync(root, { recursive: true, force: true });
      mkdirSync(root, { recursive: true });
    }
    writeKubeconfig(KUBECONFIG, world.access, this.names.clusterName);
  }

  /** The same pair with other answers, before its synth. */
  withAnswers(answers: Answers): ClusterPair {
    return new ClusterPair(this.world, { ...this.answers, ...answers }, true);
  }

  /** The same pair as each of its environments sees it, in the order of promotion. */
  get inEachEnvironment(): ClusterPair[] {
    return this.environments.map(({ environment }) => this.inEnvironment(environment));
  }

  /** Runs a task of the config repo for the environment whose names this pair has. */
  taskOfEnvironment(name: string, ...args: string[]): Promise<string> {
    const flags = this.environments.length > 1 ? ['--env', this.names.environment] : [];
    return this.task('config', name, ...args, ...flags);
  }

  /** The same pair with the names of one of its environments: its overlay, namespace and application. */
  inEnvironment(name: string): ClusterPair {
    const found = this.environments.find(({ environment }) => environment === name);
    if (found === undefined) {
      throw new Error(`The pair ${this.name} has no environment ${name}.`);
    }
    const own = Object.fromEntries(Object.entries(found).map(([field, value]) => [field, String(value)]));
    return Object.create(this, { names: { value: { ...this.names, ...own } } });
  }

  /** Runs a task of the config repo through projen itself, which is slower. */
  async taskOfProjen(name: string): Promise<string> {
    const installed = join(this.folder('config'), 'node_modules');
    symlinkSync(PACKAGES, installed);
    try {
      return await this.well('config', 'npx', 'projen', name);
    } finally {
      rmSync(installed);
    }
  }
}
