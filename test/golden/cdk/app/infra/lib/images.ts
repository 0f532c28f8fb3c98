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
    // A tag is a commit, and a commit does not change.
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey: key.attrArn },
    lifecyclePolicy: { lifecyclePolicyText: JSON.stringify(lifecycle) },
    // retainData: false. The images can be built again from Git, so that they go with the stack.
    emptyOnDelete: true,
  }));
  return { repository };
}
