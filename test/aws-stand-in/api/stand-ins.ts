import { rmSync } from 'node:fs';
import type { Handler } from './front';
import type { FakeCodeCommit } from '../codecommit';
import type { FakeEcr } from '../ecr/ecr';

/** Implements CodeCommit in its region. moto supports only a few operations. */
export function codecommitHandler(codecommit: FakeCodeCommit): Handler {
  return async ({ service, region, operation, input, accessKeyId }) => {
    if (service !== 'codecommit' || region !== codecommit.repositories.place.region) {
      return undefined;
    }
    if (operation === 'DeleteRepository') {
      codecommit.answer('GetRepository', input);
      rmSync(codecommit.repositories.path(input.repositoryName), { recursive: true });
      return { repositoryId: input.repositoryName };
    }
    return codecommit.answer(operation, input, accessKeyId);
  };
}

/** Implements the findings of ECR's scans. */
export function scansHandler(ecr: FakeEcr): Handler {
  return async ({ service, operation, input, accessKeyId }) =>
    service === 'ecr' && operation === 'DescribeImageScanFindings'
      ? ecr.answer(operation, input, accessKeyId)
      : undefined;
}
