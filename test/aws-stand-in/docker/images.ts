import { join } from 'node:path';
import { makeBaseImage } from './base-image';
import { startDocker } from './daemon';
import { NODE_IMAGE } from '../../../src/versions';
import { PORT } from '../place';
import { PlainRegistry } from '../registry/plain-registry';

/** The folders and settings of Docker and the registry. */
export interface ImageSettings {
  readonly folder: string;
  readonly logs: string;
  /** The certificate authority of registries. */
  readonly trust: string;
  /** Requirements of the programs that build the base image. */
  readonly env: NodeJS.ProcessEnv;
}

/** Docker with its base image, and the registry behind ECR. They start on demand, because their start is slow. */
export class ImageEngine {
  /** For `DOCKER_HOST`. Docker listens there after the start. */
  readonly host: string;
  readonly registry: PlainRegistry;
  private started: Promise<void> | undefined;

  constructor(private readonly settings: ImageSettings) {
    this.host = `unix://${join(settings.folder, 'docker', 'docker.sock')}`;
    this.registry = new PlainRegistry(join(settings.folder, 'registry'), settings.logs, PORT.registry);
  }

  /** Starts Docker unless it runs. Returns its address. */
  async start(): Promise<string> {
    this.started ??= this.startAll();
    await this.started;
    return this.host;
  }

  private async startAll(): Promise<void> {
    const { folder, logs, trust, env } = this.settings;
    await Promise.all([
      this.registry.start(), startDocker({ host: this.host, folder: join(folder, 'docker'), logs, trust }),
    ]);
    await makeBaseImage(NODE_IMAGE, folder, { ...env, DOCKER_HOST: this.host });
  }
}
