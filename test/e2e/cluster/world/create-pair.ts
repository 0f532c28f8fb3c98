import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT, askEcr } from './moto';
import { Pair } from './pair';
import { deployRepositories } from './repositories-stack';
import { repositoriesOf, type World } from './world';
import type { Answers } from '../../../../src/options/option';
import type { Generator } from '../../../../src/render/render';
import { REPOS, renderPair } from '../../../support/render-pair';
import { synthPair } from '../../../support/synth-pair';
import { writeFiles } from '../../../support/write-files';

/**
 * Generates a pair, has its stack in AWS, an image registry for it, and pushes the config repo as its README says.
 *
 * @param generator another one than this checkout's, for faults
 */
export async function createPair(world: World, given: Answers, generator?: Generator): Promise<Pair> {
  const answers: Answers = { accountId: ACCOUNT, ...given };
  const folder = join(world.state, 'pairs', String(answers.appName));
  rmSync(folder, { recursive: true, force: true });
  const pair = new Pair(world, answers, folder);
  if (generator) {
    REPOS.forEach((repo) => writeFiles(join(folder, repo), renderPair(answers, generator).filter((file) => file.repo === repo)));
  } else {
    synthPair(answers, folder);
  }
  const [region, branch] = [pair.name('region'), pair.name('defaultBranch')];
  await Promise.all([
    deployRepositories(pair.name('repositoriesStackName'), region, readFileSync(join(pair.app, 'infra', 'repositories.yaml'), 'utf8')),
    askEcr(region, 'CreateRepository', { repositoryName: pair.name('ecrRepositoryName') }),
    ...['appRepoName', 'configRepoName'].map((name) =>
      pair.run('git', ['init', '--quiet', '--bare', '--initial-branch', branch, join(repositoriesOf(world, region), pair.name(name))], folder)),
  ]);
  await pair.git('init', '--quiet', '--initial-branch', branch);
  await pair.commit('feat: first commit');
  await pair.task('repos:push');
  return pair;
}

/** Has a new image in the pair's registry, as far as ECR's API tells. Gives back its digest. */
export async function pushImage(pair: Pair, imageTag: string): Promise<string> {
  const digest = `sha256:${createHash('sha256').update(`${pair.name('appName')} ${imageTag}`).digest('hex')}`;
  const part = { mediaType: 'application/vnd.docker.container.image.v1+json', size: 1, digest };
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: 'application/vnd.docker.distribution.manifest.v2+json', config: part, layers: [part] });
  const { image } = await askEcr(pair.name('region'), 'PutImage', { repositoryName: pair.name('ecrRepositoryName'), imageManifest, imageTag });
  return image.imageId.imageDigest;
}
