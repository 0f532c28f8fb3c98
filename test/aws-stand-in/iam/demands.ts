import type { Demand } from './verdict';
import type { AwsRequest } from '../api/aws-request';

/** Completes names of resources. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** The repository of a pull request of CodeCommit. */
  readonly repositoryOf: (pullRequestId: string) => string;
}

type Input = AwsRequest['input'];

/** The input fields that name a call's resource, for each service. Other calls need the resource "*". */
const RESOURCES: Readonly<
  Record<string, (input: Input, arn: (service: string, rest: string) => string) => string | undefined>
> = {
  codebuild: ({ projectName, ids }, arn) =>
    projectName || ids ? arn('codebuild', `project/${projectName ?? String(ids[0]).split(':')[0]}`) : undefined,
  codecommit: ({ repositoryName, targets }, arn) =>
    repositoryName || targets ? arn('codecommit', repositoryName ?? targets[0].repositoryName) : undefined,
  codepipeline: ({ name, pipelineName }, arn) =>
    name || pipelineName ? arn('codepipeline', name ?? pipelineName) : undefined,
  ecr: ({ repositoryName }, arn) => repositoryName && arn('ecr', `repository/${repositoryName}`),
  kms: ({ keyId }) => keyId,
  logs: ({ logGroupName, logStreamName }, arn) =>
    logGroupName && arn('logs', `log-group:${logGroupName}:log-stream:${logStreamName ?? ''}`),
  s3: ({ bucket, key }) => `arn:aws:s3:::${bucket}${key ? `/${key}` : ''}`,
};

/** The permissions that a call requires. */
export function demandOf(
  { service, operation, input: asked }: Pick<AwsRequest, 'service' | 'operation' | 'input'>,
  { partition, region, account, repositoryOf }: Place,
): Demand {
  const input =
    asked.pullRequestId && !asked.repositoryName
      ? { ...asked, repositoryName: repositoryOf(asked.pullRequestId) }
      : asked;
  const resource =
    RESOURCES[service]?.(input, (of, rest) => `arn:${partition}:${of}:${region}:${account}:${rest}`) ?? '*';
  return { action: `${service}:${operation}`, resource, context: contextOf(service, operation, input) };
}

function contextOf(
  service: string,
  operation: string,
  { branchName, destinationReference }: Input,
): Record<string, string> {
  if (
    service !== 'codecommit' ||
    !['CreateBranch', 'CreateCommit', 'DeleteBranch', 'MergeBranchesByFastForward', 'PutFile'].includes(operation)
  ) {
    return {};
  }
  const reference = branchName ?? destinationReference;
  return reference
    ? { 'codecommit:References': reference.startsWith('refs/') ? reference : `refs/heads/${reference}` }
    : {};
}
