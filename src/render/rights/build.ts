import { readSource, writeLog } from './common';
import type { Statement } from './statement';
import type { Context } from '../context';

/** The builds run code of the repository: they have no right on the config repo. */
export function build({ sign }: Context): Statement[] {
  return [
    writeLog('buildLogs'),
    ...readSource('artifactObjects', 'key'),
    {
      why: 'To sign in to the registry. AWS knows no narrower resource for this action.',
      actions: ['ecr:GetAuthorizationToken'],
      resources: ['anything'],
    },
    {
      why: 'To push the image, and to see whether it is there and what its digest is.',
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
  why: 'To have ECR sign what it pushes.',
  actions: ['signer:SignPayload'],
  resources: ['signingProfile'],
};
