// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { CfnRepository, CfnSigningConfiguration } from 'aws-cdk-lib/aws-ecr';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnSigningProfile } from 'aws-cdk-lib/aws-signer';
import { answers, imagesToKeep, names } from './answers';
import { withDataPolicy } from './resources';

export interface Images {
  readonly repository: CfnRepository;
  /** sign: true. */
  readonly signingProfile?: CfnSigningProfile;
}

/** The registry of the images, and their signing. */
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
    emptyOnDelete: answers.retainData ? undefined : true,
  }));
  return answers.sign ? { repository, signingProfile: addSigning(stack) } : { repository };
}

/**
 * ECR signs what is pushed, in the name of who pushes it. A registry has one such configuration: another stack that brings one cannot
 * be made in the same account and region.
 */
function addSigning(stack: Stack): CfnSigningProfile {
  const profile = new CfnSigningProfile(stack, 'SigningProfile', { platformId: 'Notation-OCI-SHA384-ECDSA' });
  new CfnSigningConfiguration(stack, 'Signing', {
    rules: [{
      signingProfileArn: profile.attrArn,
      repositoryFilters: [{ filter: names.imageRepository, filterType: 'WILDCARD_MATCH' }],
    }],
  });
  return profile;
}
