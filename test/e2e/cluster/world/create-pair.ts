import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ClusterPair } from './pair';
import type { World } from './world';
import type { Answers } from '../../../../src/options/option';
import type { Generator } from '../../../../src/render/render';
import { Moto, PORT } from '../../../aws-stand-in';
import { REPOS, renderPair } from '../../../support/render-pair';
import { synthPair } from '../../../support/synth-pair';
import { writeFiles } from '../../../support/write-files';
import type { PairAnswers } from '../../aws/pair';

/**
 * Generates a pair, deploys and pushes its repositories as its README says, and creates a registry for simulated
 * images.
 *
 * @param generator another one than this checkout's, for faults
 */
export async function createPair(world: World, answers: PairAnswers, generator?: Generator): Promise<ClusterPair> {
  const pair = new ClusterPair(world, answers);
  await pair.generate(generator ? (given, folder) => writePair(given, folder, generator) : synthPair);
  await pair.deployRepositories();
  await ecr(pair, 'CreateRepository', { repositoryName: pair.names.ecrRepositoryName });
  return pair;
}

/** Adds a new image to the pair's registry in ECR's API. Returns its digest. */
export async function pushImage(pair: ClusterPair, imageTag: string): Promise<string> {
  const digest = `sha256:${createHash('sha256').update(`${pair.name} ${imageTag}`).digest('hex')}`;
  const part = { mediaType: 'application/vnd.docker.container.image.v1+json', size: 1, digest };
  const imageManifest = JSON.stringify({
    schemaVersion: 2, mediaType: 'application/vnd.docker.distribution.manifest.v2+json', config: part, layers: [part],
  });
  const { image } = await ecr(pair, 'PutImage', {
    repositoryName: pair.names.ecrRepositoryName, imageManifest, imageTag,
  });
  return image.imageId.imageDigest;
}

/** The same for a new commit of the app repo, whose ID is the tag, as after a build. */
export async function buildImage(pair: ClusterPair): Promise<string> {
  await pair.well('app', 'git', 'commit', '--quiet', '--allow-empty', '--message', 'Another build');
  await pair.well('app', 'git', 'push', '--quiet', 'origin', pair.branch);
  return pushImage(pair, await pair.head('app'));
}

function writePair(answers: Answers, folder: string, generator: Generator): void {
  REPOS.forEach((repo) =>
    writeFiles(
      join(folder, repo), renderPair(answers, generator).filter((file) => file.repo === repo),
    ),
  );
}

function ecr(pair: ClusterPair, operation: string, input: object): Promise<any> {
  return new Moto(PORT.moto, pair.names.region).json('ecr', operation, input);
}
