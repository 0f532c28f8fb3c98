import { rmSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERS, REGION } from './settings';
import { world } from './with-pods';
import { REGISTRY } from './world';
import { ACCOUNT, Moto, PORT } from '../../../aws-stand-in';
import { renderPair } from '../../../support/render-pair';
import { runWell } from '../../../support/run';
import { writeFiles } from '../../../support/write-files';
import { inTurn } from '../../cluster/world/in-turn';

/** A replacement in a file of the app repo. */
export interface Change {
  readonly file: 'Dockerfile' | 'server.js';
  readonly from: string;
  readonly to: string;
}

const REPOSITORY = 'pods';

/** A page in another color. */
export function color(name: string): Change {
  return { file: 'server.js', from: '\'deepskyblue\'', to: `'${name}'` };
}

/** Starts to listen only after some seconds, as services that load something first. */
export function listensLate(seconds: number): Change {
  const listen = 'server.listen(PORT, () => log(\'info\', \'listening\', { port: server.address().port }));';
  return { file: 'server.js', from: listen, to: `setTimeout(() => ${listen.slice(0, -1)}, ${seconds * 1_000});` };
}

/** A user that the kubelet cannot tell from root. */
export const USER_BY_NAME: Change = { file: 'Dockerfile', from: 'USER 10001:10001', to: 'USER node' };

/**
 * Builds the generated service with these changes, and pushes it to ECR, unless another file has done so. Returns the
 * URI with the digest.
 */
export function pushImage(tag: string, ...changes: readonly Change[]): Promise<string> {
  return inTurn('images', () => pushNewImage(tag, changes));
}

async function pushNewImage(tag: string, changes: readonly Change[]): Promise<string> {
  const image = `${REGISTRY}/${REPOSITORY}:${tag}`;
  const existing = await digestOf(image).catch(() => undefined);
  if (existing) {
    return existing;
  }
  await signIn();
  const folder = join(world.state, 'images', tag);
  rmSync(folder, { recursive: true, force: true });
  const files = renderPair({ ...ANSWERS, accountId: ACCOUNT, appName: REPOSITORY });
  writeFiles(folder, files.filter(({ repo }) => repo === 'app'));
  changes.forEach(({ file, from, to }) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) {
      throw new Error(`${file} has no "${from}": this change can no longer be made. Write it anew.`);
    }
    writeFileSync(path, text.replace(from, to));
  });
  await docker(folder, 'build', '--quiet', '--network', 'none', '--tag', image, '.');
  await docker(folder, 'push', '--quiet', image);
  return (await digestOf(image))!;
}

/** The URI of a pushed image with its digest. Throws if there is no such image. */
async function digestOf(image: string): Promise<string | undefined> {
  const digests = await docker('/', 'inspect', '--format', '{{join .RepoDigests "\\n"}}', image);
  return digests.split('\n').find((digest) => digest.startsWith(`${REGISTRY}/${REPOSITORY}@`));
}

async function signIn(): Promise<void> {
  const ecr = new Moto(PORT.moto, REGION);
  const { repositories } = await ecr.json('ecr', 'DescribeRepositories', {});
  if (!repositories.some(({ repositoryName }: { repositoryName: string }) => repositoryName === REPOSITORY)) {
    await ecr.json('ecr', 'CreateRepository', { repositoryName: REPOSITORY });
  }
  const signing = 'aws ecr get-login-password --region "$1" | docker login --username AWS --password-stdin "$2"';
  await runWell('bash', ['-c', `set -o pipefail; ${signing}`, 'bash', REGION, REGISTRY], '/', world.user);
}

function docker(folder: string, ...args: string[]): Promise<string> {
  return runWell('docker', args, folder, world.user);
}
