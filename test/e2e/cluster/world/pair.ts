import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf } from './environment';
import { writeKubeconfig } from './kubeconfig';
import type { World } from './world';
import type { Answers, ResolvedOptions } from '../../../../src/options/option';
import { resolveOptions } from '../../../../src/options/resolve';
import { type Context, createContext } from '../../../../src/render/context';
import { TEST_GENERATOR } from '../../../support/render-pair';
import { type Ended, run } from '../../../support/run';

const PACKAGES = join(__dirname, '..', '..', '..', '..', 'node_modules');

/** A generated pair on the disk, and somebody who works with it. `createPair` makes it. */
export class Pair {
  readonly options: ResolvedOptions;
  /** The names that templates use. */
  readonly names: Context;
  readonly app: string;
  readonly config: string;
  readonly env: NodeJS.ProcessEnv;

  constructor(readonly world: World, answers: Answers, readonly folder: string) {
    this.options = resolveOptions(answers);
    this.names = createContext('config', this.options, TEST_GENERATOR.version);
    this.app = join(folder, 'app');
    this.config = join(folder, 'config');
    const kubeconfig = join(folder, 'kubeconfig');
    mkdirSync(folder, { recursive: true });
    writeKubeconfig(kubeconfig, world.access, this.name('clusterName'));
    this.env = environmentOf(world, kubeconfig);
  }

  /** One of the names that templates use. */
  name(name: string): string {
    return String(this.names[name]);
  }

  /** Runs a task of the config repo as projen does, and gives back what it wrote. Throws where it fails. */
  async task(name: string, ...args: string[]): Promise<string> {
    return succeeded(`${name} ${args.join(' ')}`, await this.attempt(name, ...args));
  }

  /** The same for a task that may fail. */
  attempt(name: string, ...args: string[]): Promise<Ended> {
    return run('bash', [`scripts/${name.replace(/:/g, '/')}.sh`, ...args], this.config, this.env);
  }

  /** Runs a task through projen itself, which is slower. */
  async taskOfProjen(name: string): Promise<string> {
    const installed = join(this.config, 'node_modules');
    symlinkSync(PACKAGES, installed);
    try {
      return await this.run('npx', ['projen', name], this.config);
    } finally {
      rmSync(installed);
    }
  }

  /** Runs Git in the config repo. */
  git(...args: string[]): Promise<string> {
    return this.run('git', args, this.config);
  }

  /** Commits everything in the config repo. */
  async commit(message: string): Promise<void> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', message);
  }

  /** Commits everything in the config repo, and pushes it. */
  async push(message: string): Promise<void> {
    await this.commit(message);
    await this.git('push', '--quiet', 'origin', this.name('defaultBranch'));
  }

  /** Runs a program as somebody who works with the pair. Throws where it fails. */
  async run(program: string, args: readonly string[], cwd: string): Promise<string> {
    return succeeded(`${program} ${args.join(' ')}`, await run(program, args, cwd, this.env));
  }
}

function succeeded(what: string, { code, stdout, stderr }: Ended): string {
  if (code !== 0) {
    throw new Error(`${what} ended with ${code}:\n${stdout}${stderr}`);
  }
  return stdout;
}
