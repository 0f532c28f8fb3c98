// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import type { Stack } from 'aws-cdk-lib';
import { Effect, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { statements, withDataPolicy } from './resources';

/** The bucket in which the pipeline passes artifacts from stage to stage. */
export function addArtifacts(stack: Stack, key: CfnKey): CfnBucket {
  // No access logs: S3 delivers them hours late, so their bucket could never be deleted with
  // the pipeline. CloudTrail shows who read what if it records the data events of the account.
  const artifacts = withDataPolicy(new CfnBucket(stack, 'Artifacts', {
    bucketEncryption: {
      serverSideEncryptionConfiguration: [{
        serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.attrArn },
        bucketKeyEnabled: true,
      }],
    },
    publicAccessBlockConfiguration: { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
    // CodePipeline identifies artifacts by their object versions.
    versioningConfiguration: { status: 'Enabled' },
    // No execution needs the artifacts of an earlier one.
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
      // Deny all requests that do not use TLS.
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
