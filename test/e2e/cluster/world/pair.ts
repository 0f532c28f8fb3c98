import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { writeKubeconfig } from './kubeconfig';
import type { World } from './world';
import { folderOf, Pair, type PairAnswers } from '../../aws/pair';

const PACKAGES = join(__dirname, '..', '..', '..', '..', 'node_modules');

/** A generated pair and the actions of its user, who also has a cluster. */
export class ClusterPair extends Pair {
  constructor(readonly world: World, answers: PairAnswers) {
    const folder = folderOf({ folder: world.state }, answers.appName);
    const KUBECONFIG = join(folder, 'kubeconfig');
    super({ folder: world.state, user: { ...world.user, KUBECONFIG } }, answers);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeKubeconfig(KUBECONFIG, world.access, this.names.clusterName);
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
