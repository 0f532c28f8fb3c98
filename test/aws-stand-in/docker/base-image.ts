import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { copyProgram } from '../../support/machine/copy-program';
import { runWell } from '../../support/run';

/** The programs that the generated Dockerfile runs while it builds. */
const PROGRAMS = ['/bin/sh', '/bin/chmod', '/bin/ls', '/bin/rm'];

/**
 * A stand-in for the Dockerfile's public base image, which needs the internet: this machine's own
 * Node.js, npm and a shell, under the public image's name.
 */
export async function makeBaseImage(image: string, folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const root = join(folder, 'base-image');
  ['bin', 'etc', 'tmp', 'usr/local/bin', 'usr/local/lib/node_modules'].forEach((path) =>
    mkdirSync(join(root, path), { recursive: true }),
  );
  await Promise.all(PROGRAMS.map((program) => copyProgram(program, root, program)));
  await copyProgram(process.execPath, root, '/usr/local/bin/node');
  const npm = npmFolder();
  cpSync(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true });
  ['npm', 'npx'].forEach((name) =>
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, 'usr/local/bin', name)),
  );
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  await copyProgram('/usr/bin/env', root, '/usr/bin/env');
  writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0:root:/tmp:/bin/sh\nnode:x:1000:1000::/tmp:/bin/sh\n');
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
  await runWell(
    'sh',
    [
      '-c', 'tar -C "$1" -c . | docker import --change "ENV PATH=/usr/local/bin:/usr/bin:/bin" - "$2"', 'sh', root,
      image,
    ],
    folder,
    env,
  );
}

function npmFolder(): string {
  const found = [
    join(dirname(process.execPath), '../lib/node_modules/npm'), '/usr/lib/node_modules/npm', '/usr/share/nodejs/npm',
  ].find(
    (path) =>
      existsSync(join(path, 'bin')) && readdirSync(join(path, 'bin')).some((name) => basename(name) === 'npm-cli.js'),
  );
  if (!found) {
    throw new Error(
      `There is no npm beside ${process.execPath}: the base image needs one. Install Node.js together with npm.`,
    );
  }
  return found;
}
