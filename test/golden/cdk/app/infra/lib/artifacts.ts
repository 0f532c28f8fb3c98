// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { Effect, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { statements, withDataPolicy } from './resources';

/** What the pipeline hands from stage to stage. */
export function addArtifacts(stack: Stack, key: CfnKey): CfnBucket {
  // Without access logs: they arrive hours late, so that their bucket could never be deleted
  // with the stack. Where the account's CloudTrail records data events, it says who read what.
  const artifacts = withDataPolicy(new CfnBucket(stack, 'Artifacts', {
    bucketEncryption: {
      serverSideEncryptionConfiguration: [{
        serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.attrArn },
        bucketKeyEnabled: true,
      }],
    },
    publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
    // CodePipeline names artifacts by their versions.
    versioningConfiguration: { status: 'Enabled' },
    // An artifact is of no use once its execution has ended.
    lifecycleConfiguration: {
      rules: [{
        id: 'forget',
        status: 'Enabled',
        expirationInDays: 30,
        noncurrentVersionExpiration: { noncurrentDays: 1 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      }],
    },
  }));
  new CfnBucketPolicy(stack, 'ArtifactsPolicy', {
    bucket: artifacts.ref,
    policyDocument: statements(
      // Nobody, whatever their rights, reads or writes without encryption on the way.
      {
        effect: Effect.DENY,
        principals: [new StarPrincipal()],
        actions: ['s3:*'],
        resources: [artifacts.attrArn, `${artifacts.attrArn}/*`],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ),
  });
  return artifacts;
}
