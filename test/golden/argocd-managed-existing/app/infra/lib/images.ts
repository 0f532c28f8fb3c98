// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import { imagesToKeep, names } from './answers';
import { withDataPolicy } from './resources';

export interface Images {
  readonly repository: CfnRepository;
}

/** The registry of the images. */
export function addImages(stack: Stack, key: CfnKey): Images {
  const lifecycle = {
    rules: [{
      rulePriority: 1,
      description: `Keep the newest ${imagesToKeep} images`,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: imagesToKeep },
      action: { type: 'expire' },
    }],
  };
  const repository = withDataPolicy(new CfnRepository(stack, 'Images', {
    repositoryName: names.imageRepository,
    // Each tag is a commit, and the image of a commit must not change.
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey: key.attrArn },
    lifecyclePolicy: { lifecyclePolicyText: JSON.stringify(lifecycle) },
    // retainData: false. Deleting the pipeline deletes the images: the pipeline can build them again from Git.
    emptyOnDelete: true,
  }));
  return { repository };
}
