import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Running, startService } from '../../support/machine/processes';

/** Debian's docker-registry on 127.0.0.1. It stores the images that ECR's front end accepts. */
export class PlainRegistry {
  private running: Running | undefined;

  constructor(private readonly folder: string, private readonly logs: string, private readonly port: number) {}

  async start(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    const config = join(this.folder, 'registry.yml');
    writeFileSync(config, stringify({
      version: 0.1,
      log: { level: 'warn' },
      storage: { filesystem: { rootdirectory: join(this.folder, 'images') } },
      http: { addr: `127.0.0.1:${this.port}`, relativeurls: true },
    }));
    this.running = await startService({
      name: 'docker-registry',
      command: ['docker-registry', 'serve', config],
      logs: this.logs,
      ready: () => fetch(`http://127.0.0.1:${this.port}/v2/`),
    });
  }

  async stop(): Promise<void> {
    await this.running?.stop();
  }
}
