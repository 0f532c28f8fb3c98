import { type Found, type Search, foundByArn } from './search';
import { at, listAt, textAt } from '../../checks/fields';
import type { Aws } from '../../doctor/aws/aws';
import { clustersOf } from '../../environments/clusters';
import { environmentsOf } from '../../environments/environments';
import type { ResolvedOptions } from '../../options/resolved-options';

/** The values of one filter. Source: the Resource Groups Tagging API, GetResources. */
const MOST_VALUES = 20;

/** The tags of what the pair, its cluster and its load balancer have created, as `Key` and `Values`. */
function filtersOf(options: ResolvedOptions, region: string): string[] {
  const { appName, cluster } = options;
  const services = environmentsOf(options).map(({ namespace }) => `${namespace}/${appName}`);
  const groups = Array.from({ length: Math.ceil(services.length / MOST_VALUES) }, (_, index) =>
    services.slice(index * MOST_VALUES, (index + 1) * MOST_VALUES).join(','));
  return [
    `Key=gitops-eks/pair,Values=${appName}`,
    // The load balancers: of Auto Mode, of the AWS Load Balancer Controller, and of EKS' built-in controller.
    ...groups.flatMap((values) => [
      `Key=service.eks.amazonaws.com/stack,Values=${values}`,
      `Key=service.k8s.aws/stack,Values=${values}`,
      `Key=kubernetes.io/service-name,Values=${values}`,
    ]),
    // In an existing cluster, other applications have such resources, too.
    ...cluster === 'create'
      ? clustersOf(options).filter(({ clusterRegion }) => clusterRegion === region).flatMap(({ clusterName }) => [
        `Key=eks:eks-cluster-name,Values=${clusterName}`,
        `Key=kubernetes.io/cluster/${clusterName}`,
        `Key=alpha.eksctl.io/cluster-name,Values=${clusterName}`,
      ])
      : [],
  ];
}

/** Asks the Resource Groups Tagging API, which finds resources of almost every service. */
export const byTag: Search = async ({ options }, aws) => {
  const answers = await Promise.all(
    filtersOf(options, aws.region).map((filter) => aws.json('resourcegroupstaggingapi', 'get-resources', '--tag-filters', filter)),
  );
  const found = answers.flatMap((answer): Found[] =>
    'problem' in answer
      ? []
      : listAt(answer.value, 'ResourceTagMappingList').map((resource) => {
        const stack = listAt(resource, 'Tags').find(({ Key }) => Key === 'aws:cloudformation:stack-name');
        return foundByArn(textAt(resource, 'ResourceARN') ?? '', textAt(stack, 'Value'));
      }),
  );
  const states = await Promise.all(found.map((one) => stateOf(one, aws)));
  const problems = answers.flatMap((answer) => ('problem' in answer ? [answer.problem] : []));
  return {
    found: found.map((one, index) => (states[index] === undefined ? one : { ...one, isLeaving: states[index] })),
    unchecked: problems.length > 0 ? [`resources by their tags: ${problems[0]}`] : [],
  };
};

type State = readonly [call: (id: string) => readonly string[], path: readonly string[], gone: RegExp];

/** Kinds that AWS lists after their deletion: the call for the state, and the states in which nothing is left to do. */
const STATES: Readonly<Record<string, State>> = {
  'kms:key': [(id) => ['kms', 'describe-key', '--key-id', id], ['KeyMetadata', 'KeyState'], /^PendingDeletion$/],
  'ec2:instance': [
    (id) => ['ec2', 'describe-instances', '--instance-ids', id, '--query', 'Reservations[0].Instances[0].State'],
    ['Name'], /^(terminated|shutting-down)$/,
  ],
  'ec2:natgateway': [
    (id) => ['ec2', 'describe-nat-gateways', '--nat-gateway-ids', id, '--query', 'NatGateways[0]'],
    ['State'], /^(deleted|deleting)$/,
  ],
};

/** Whether a resource is on its way out; undefined if its kind has no such state. */
async function stateOf({ kind, id }: Found, aws: Aws): Promise<boolean | undefined> {
  if (STATES[kind] === undefined) {
    return undefined;
  }
  const [call, path, gone] = STATES[kind];
  const answer = await aws.json(...call(id));
  return 'value' in answer ? gone.test(String(at(answer.value, ...path))) : /NotFound/.test(answer.problem);
}
