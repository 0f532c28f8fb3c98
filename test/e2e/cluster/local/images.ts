import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { LOCAL_REGISTRY_IMAGE } from '../../../../src/versions';
import { ImageEngine } from '../../../aws-stand-in';
import { copyProgram } from '../../../support/machine/copy-program';
import { runWell } from '../../../support/run';
import type { World } from '../world/world';

/** Starts Docker with the two public images that the tasks use, made of this machine's programs. */
export async function startImages({ state, access, user }: World): Promise<void> {
  await new ImageEngine({ folder: state, logs: join(state, 'logs'), trust: access.authority, env: user }).start();
  await makeRegistryImage(join(state, 'registry-image'), user);
}

/** Debian's docker-registry under the name of the public image, which needs the internet. */
async function makeRegistryImage(root: string, env: NodeJS.ProcessEnv): Promise<void> {
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
