import type { Found, Search } from './search';
import { listAt, textAt, textsAt } from '../../checks/fields';
import type { Aws } from '../../doctor/aws/aws';
import { clustersOf } from '../../environments/clusters';
import type { ResolvedOptions } from '../../options/resolved-options';

/** A call, and what its answer says of the pair. */
interface Call {
  readonly what: string;
  readonly args: readonly string[];
  /** The error means that there is none. */
  readonly none?: RegExp;
  readonly read: (answer: unknown) => readonly (Omit<Found, 'arn'> & { readonly arn?: string })[];
}

const STAGES = [
  'build', 'scan-gate', 'promote', 'pull-request', 'pull-request-report', 'upgrade', 'upgrade-proposal',
];

/**
 * The calls in a region, by what they look for. Tags may be missing: of older releases, and of what AWS creates by
 * itself.
 */
function callsOf(options: ResolvedOptions, region: string): Call[] {
  const clusters = clustersOf(options).filter(({ clusterRegion }) => clusterRegion === region)
    .map(({ clusterName }) => clusterName);
  return [
    stacks(options, region, clusters),
    ...region === options.region ? callsOfPair(options) : [],
    ...clusters.flatMap((clusterName) => callsOfCluster(options, clusterName)),
  ];
}

function stacks({ appName, cluster, region: own }: ResolvedOptions, region: string, clusters: readonly string[]): Call {
  const names = region === own
    ? ['repositories', 'pipeline', 'programs', 'pull-requests', 'upgrades'].map((part) => `${appName}-${part}`)
    : [];
  return {
    what: 'stacks',
    args: ['cloudformation', 'describe-stacks'],
    read: (answer) =>
      listAt(answer, 'Stacks')
        .map((stack) => ({ name: textAt(stack, 'StackName') ?? '', status: textAt(stack, 'StackStatus') }))
        .filter(({ name }) => names.includes(name) || (cluster === 'create' && clusters.some((each) => name.startsWith(`eksctl-${each}-`))))
        .map(({ name, status }) => ({
          kind: 'cloudformation:stack', id: name, isLeaving: status === 'DELETE_IN_PROGRESS',
        })),
  };
}

function logGroups(prefix: string, groups: readonly string[]): Call {
  const service = prefix.slice(0, prefix.indexOf('/', '/aws/'.length) + 1);
  return {
    what: `log groups in ${service}`,
    args: ['logs', 'describe-log-groups', '--log-group-name-prefix', prefix],
    read: (answer) =>
      listAt(answer, 'logGroups')
        .map((group) => textAt(group, 'logGroupName') ?? '')
        .filter((name) => groups.includes(name))
        .map((id) => ({ kind: 'logs:log-group', id })),
  };
}

function callsOfPair({ appName, configRepoName, region }: ResolvedOptions): Call[] {
  // CloudFormation and the CDK name the artifacts' bucket after its stack, Terraform after its content.
  const owned = [`${appName}-pipeline-`, `${appName}-artifacts-`];
  return [
    logGroups(`/aws/codebuild/${appName}`, STAGES.map((stage) => `/aws/codebuild/${appName}-${stage}`)),
    logGroups(`/aws/codepipeline/${appName}`, [`/aws/codepipeline/${appName}`]),
    {
      what: 'the image registry',
      args: ['ecr', 'describe-repositories', '--repository-names', appName],
      none: /RepositoryNotFound/,
      read: () => [{ kind: 'ecr:repository', id: appName }],
    },
    ...[...new Set([appName, configRepoName])].map((name): Call => ({
      what: `the CodeCommit repository ${name}`,
      args: ['codecommit', 'get-repository', '--repository-name', name],
      none: /DoesNotExist/,
      read: () => [{ kind: 'codecommit:repository', id: name }],
    })),
    {
      what: 'buckets',
      args: ['s3api', 'list-buckets'],
      read: (answer) =>
        listAt(answer, 'Buckets')
          .map((bucket) => textAt(bucket, 'Name') ?? '')
          .filter((name) => owned.some((prefix) => name.startsWith(prefix)) || isStateBucket({ appName, region }, name))
          .map((id) => ({ kind: 's3:bucket', id })),
    },
  ];
}

function callsOfCluster({ appName, cluster }: ResolvedOptions, clusterName: string): Call[] {
  return cluster === 'create'
    ? [
      logGroups(`/aws/eks/${clusterName}`, [`/aws/eks/${clusterName}/cluster`]),
      {
        what: 'the cluster',
        args: ['eks', 'describe-cluster', '--name', clusterName],
        none: /ResourceNotFound/,
        read: () => [{ kind: 'eks:cluster', id: clusterName }],
      },
      ...ofCluster('volume', 'describe-volumes', 'Volumes', 'VolumeId', `tag:kubernetes.io/cluster/${clusterName}`, '*'),
      ...ofCluster(
        'network-interface', 'describe-network-interfaces', 'NetworkInterfaces', 'NetworkInterfaceId',
        'tag:cluster.k8s.amazonaws.com/name', clusterName,
      ),
    ]
    : [{
      what: 'access entries',
      args: ['eks', 'list-access-entries', '--cluster-name', clusterName],
      none: /ResourceNotFound/,
      read: (answer: unknown) =>
        textsAt(answer, 'accessEntries')
          .filter((principal) => principal.split('/').at(-1)?.startsWith(`${appName}-`))
          .map((principal) => ({ kind: 'eks:access-entry', id: `${clusterName} ${principal}` })),
    }];
}

function ofCluster(type: string, call: string, list: string, id: string, name: string, value: string): Call[] {
  return [{
    what: `${type}s of the cluster`,
    args: ['ec2', call, '--filters', `Name=${name},Values=${value}`],
    read: (answer) => listAt(answer, list).map((one) => ({ kind: `ec2:${type}`, id: textAt(one, id) ?? '' })),
  }];
}

/** Asks each service for the names of the pair. */
export const byName: Search = async ({ options }, aws) => {
  const { region } = aws;
  const calls = callsOf(options, region).map((call) => answerTo(aws, call));
  // IAM has no regions.
  const results = await Promise.all([...calls, ...region === options.region ? [users(aws, options.appName)] : []]);
  return {
    found: results.flatMap(({ found }) => found),
    unchecked: results.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
  };
};

interface Result {
  readonly found: readonly Found[];
  readonly problem?: string;
}

async function answerTo(aws: Aws, { what, args, none, read }: Call): Promise<Result> {
  const answer = await aws.json(...args);
  if ('problem' in answer) {
    return none?.test(answer.problem) ? { found: [] } : { found: [], problem: `${what}: ${answer.problem}` };
  }
  return { found: read(answer.value).map((found) => ({ arn: found.id, ...found })) };
}

/** Whether it is the bucket of Terraform's state: see state_bucket in scripts/lib/terraform.sh. */
export function isStateBucket({ appName, region }: Pick<ResolvedOptions, 'appName' | 'region'>, name: string): boolean {
  const [prefix, suffix] = [`${appName.slice(0, 35)}-`, `-${region}`];
  return name.startsWith(prefix) && name.endsWith(suffix) && /^\d{12}$/.test(name.slice(prefix.length, -suffix.length));
}

/** The IAM users of the repositories, with their credentials: IAM deletes no user that has any. */
async function users(aws: Aws, appName: string): Promise<Result> {
  const { found, problem } = await answerTo(aws, {
    what: 'IAM users',
    args: ['iam', 'list-users'],
    read: (answer) =>
      listAt(answer, 'Users')
        .map((user) => textAt(user, 'UserName') ?? '')
        .filter((name) => name.startsWith(`${appName}-repositories-`) || name === `${appName}-config-reader`)
        .map((id) => ({ kind: 'iam:user', id, stack: `${appName}-repositories` })),
  });
  const credentials = await Promise.all(found.flatMap(({ id: user, stack }) => [
    answerTo(aws, {
      what: `SSH keys of ${user}`,
      args: ['iam', 'list-ssh-public-keys', '--user-name', user],
      read: (answer) =>
        listAt(answer, 'SSHPublicKeys').map((key) => ({ kind: 'iam:ssh-key', id: `${user} ${textAt(key, 'SSHPublicKeyId')}`, stack })),
    }),
    answerTo(aws, {
      what: `passwords of ${user}`,
      args: ['iam', 'list-service-specific-credentials', '--user-name', user],
      read: (answer) =>
        listAt(answer, 'ServiceSpecificCredentials').map((password) => ({
          kind: 'iam:password', id: `${user} ${textAt(password, 'ServiceSpecificCredentialId')}`, stack,
        })),
    }),
  ]));
  const problems = [problem, ...credentials.map((each) => each.problem)].filter((text) => text !== undefined);
  return {
    found: [...credentials.flatMap((each) => each.found), ...found],
    ...(problems.length > 0 && { problem: problems.join('; ') }),
  };
}
