import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { LOCAL_REGISTRY_IMAGE } from '../../../../src/versions';
import { ImageEngine } from '../../../aws-stand-in';
import { copyProgram } from '../../../support/machine/copy-program';
import { runWell } from '../../../support/run';
import type { World } from '../world/world';

/** Starts Docker with the public base image of the service. */
export async function startImages({ state, access, user }: World): Promise<void> {
  await new ImageEngine({ folder: state, logs: join(state, 'logs'), trust: access.authority, env: user }).start();
}

/** Debian's docker-registry under the name of the public image, which needs the internet. */
export async function makeRegistryImage({ state, user: env }: World): Promise<void> {
  const root = join(state, 'registry-image');
  ['bin', 'etc', 'tmp', 'var/lib/registry'].forEach((path) => mkdirSync(join(root, path), { recursive: true }));
  await copyProgram('/usr/bin/docker-registry', root, '/bin/registry');
  writeFileSync(join(root, 'etc/registry.yml'), stringify({
    version: 0.1,
    storage: { filesystem: { rootdirectory: '/var/lib/registry' } },
    http: { addr: ':5000' },
  }));
  const command = 'CMD ["/bin/registry", "serve", "/etc/registry.yml"]';
  await runWell(
    'sh', ['-c', 'tar -C "$1" -c . | docker import --change "$3" - "$2"', 'sh', root, LOCAL_REGISTRY_IMAGE, command],
    root, env,
  );
}
