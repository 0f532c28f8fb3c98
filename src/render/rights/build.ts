import { readSource, writeLog } from './common';
import type { Statement } from './statement';
import type { Context } from '../context';

/** The builds run code of the repository, so they have no permissions on the config repo. */
export function build({ sign }: Context): Statement[] {
  return [
    writeLog('buildLogs'),
    ...readSource('artifactObjects', 'key'),
    {
      why: 'Sign in to the registry. This action does not support resource-level permissions.',
      actions: ['ecr:GetAuthorizationToken'],
      resources: ['anything'],
    },
    {
      why: 'Push the image. Check whether it already exists, and read its digest.',
      actions: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:CompleteLayerUpload',
        'ecr:DescribeImages',
        'ecr:InitiateLayerUpload',
        'ecr:PutImage',
        'ecr:UploadLayerPart',
      ],
      resources: ['images'],
    },
    ...sign ? [signing] : [],
  ];
}

const signing: Statement = {
  why: 'ECR requires this permission to sign the images that the build pushes.',
  actions: ['signer:SignPayload'],
  resources: ['signingProfile'],
};
