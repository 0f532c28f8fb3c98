// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Functions that several parts of the stacks use.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Aws, CfnDeletionPolicy, type CfnResource } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole, PolicyDocument, PolicyStatement, type PolicyStatementProps, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { answers, daysToKeepLogs } from './answers';

/** The ARN of a CodeCommit repository. */
export function repositoryArn(name: string): string {
  return `arn:${Aws.PARTITION}:codecommit:${Aws.REGION}:${Aws.ACCOUNT_ID}:${name}`;
}

/** The ARN of a CodeBuild project of any stack. */
export function projectArn(name: string): string {
  return `arn:${Aws.PARTITION}:codebuild:${Aws.REGION}:${Aws.ACCOUNT_ID}:project/${name}`;
}

/** The ARN of a log group. */
export function logGroupArn(name: string): string {
  return `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${name}`;
}

export function statements(...props: PolicyStatementProps[]): PolicyDocument {
  return new PolicyDocument({ statements: props.map((one) => new PolicyStatement(one)) });
}

export interface RoleProps {
  /** The service that assumes the role. */
  readonly service: string;
  readonly description: string;
  /** All permissions of the role: no other policy grants any. */
  readonly may: PolicyStatementProps[];
}

/** A role for one service of this account, and its policy. */
export function role(scope: Construct, id: string, { service, description, may }: RoleProps): CfnRole {
  const policy = new CfnManagedPolicy(scope, `${id}Policy`, { policyDocument: statements(...may) });
  return new CfnRole(scope, `${id}Role`, {
    description,
    assumeRolePolicyDocument: statements(
      {
        principals: [new ServicePrincipal(service)],
        actions: ['sts:AssumeRole'],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      },
    ),
    managedPolicyArns: [policy.ref],
  });
}

/** An encrypted log group with a retention period. */
export function logGroup(scope: Construct, id: string, logGroupName: string, kmsKeyId: string): CfnLogGroup {
  return withDataPolicy(new CfnLogGroup(scope, id, { logGroupName, kmsKeyId, retentionInDays: daysToKeepLogs }));
}

/** retainData: whether data outlives the stack. */
export function withDataPolicy<Resource extends CfnResource>(resource: Resource): Resource {
  resource.cfnOptions.deletionPolicy = answers.retainData ? CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE : CfnDeletionPolicy.DELETE;
  resource.cfnOptions.updateReplacePolicy = answers.retainData ? CfnDeletionPolicy.RETAIN : CfnDeletionPolicy.DELETE;
  return resource;
}

/** Reads the image digest of the commit from the registry. The build is not trusted: it ran code of the repository. */
export const digestOfCommit = [
  '      - >-',
  '        IMAGE_DIGEST=$(aws ecr describe-images --repository-name "${IMAGE_REPOSITORY#*/}" --image-ids "imageTag=$SOURCE_COMMIT"',
  '        --query \'imageDetails[0].imageDigest\' --output text) && export IMAGE_DIGEST',
];

/** The buildspec of a project that runs one program of infra/programs and no code of a repository. */
export function buildSpecOf(program: string, before: readonly string[] = []): string {
  // The first line names the owner of the file.
  const [, ...lines] = readFileSync(join(__dirname, '..', 'programs', program), 'utf8').trimEnd().split('\n');
  return [
    'version: 0.2',
    'phases:',
    '  build:',
    '    commands:',
    '      - |',
    '        cat >/tmp/program.mjs <<\'PROGRAM\'',
    ...lines.map((line) => line && `        ${line}`),
    '        PROGRAM',
    ...before,
    '      - node /tmp/program.mjs',
    '',
  ].join('\n');
}
