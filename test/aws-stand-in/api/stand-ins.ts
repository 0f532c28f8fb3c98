import { rmSync } from 'node:fs';
import type { Handler } from './front';
import { type FakeCodeCommit, GitRepository } from '../codecommit';
import type { FakeEcr } from '../ecr/ecr';

/** Implements CodeCommit in its region; moto has next to nothing of it. */
export function codecommitHandler(codecommit: FakeCodeCommit): Handler {
  return async ({ service, region, operation, input, accessKeyId }) => {
    if (service !== 'codecommit' || region !== codecommit.repositories.place.region) {
      return undefined;
    }
    const folder = codecommit.repositories.path(input.repositoryName ?? '');
    if (operation === 'DeleteRepository') {
      codecommit.answer('GetRepository', input);
      rmSync(folder, { recursive: true });
      return { repositoryId: input.repositoryName };
    }
    const answer = codecommit.answer(operation, input, accessKeyId);
    if (operation === 'CreateRepository') {
      // Also after a repository of that name was deleted.
      GitRepository.at(folder, 'main');
    }
    return answer;
  };
}

/** Answers for the findings of ECR's scans. */
export function scansHandler(ecr: FakeEcr): Handler {
  return async ({ service, operation, input, accessKeyId }) =>
    service === 'ecr' && operation === 'DescribeImageScanFindings'
      ? ecr.answer(operation, input, accessKeyId)
      : undefined;
}
