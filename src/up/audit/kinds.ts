/** What is known of a kind of resource. */
export interface Kind {
  readonly title: string;
  /** The arguments of `aws` that delete it; undefined where another resource must be deleted instead. */
  readonly remove?: (id: string, arn: string) => readonly string[];
  /** What goes on costing money; undefined if nothing does. */
  readonly costs?: string;
}

/** By the service and the type in an ARN. The ID is what follows the type. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'elasticloadbalancing:loadbalancer': {
    title: 'load balancer',
    remove: (_, arn) => ['elbv2', 'delete-load-balancer', '--load-balancer-arn', arn],
    costs: 'by the hour',
  },
  'elasticloadbalancing:targetgroup': {
    title: 'target group', remove: (_, arn) => ['elbv2', 'delete-target-group', '--target-group-arn', arn],
  },
  'ec2:volume': {
    title: 'volume', remove: (id) => ['ec2', 'delete-volume', '--volume-id', id], costs: 'by size',
  },
  'ec2:snapshot': {
    title: 'snapshot', remove: (id) => ['ec2', 'delete-snapshot', '--snapshot-id', id], costs: 'by size',
  },
  'ec2:instance': {
    title: 'instance', remove: (id) => ['ec2', 'terminate-instances', '--instance-ids', id], costs: 'by the hour',
  },
  'ec2:natgateway': {
    title: 'NAT gateway', remove: (id) => ['ec2', 'delete-nat-gateway', '--nat-gateway-id', id], costs: 'by the hour',
  },
  'ec2:elastic-ip': {
    title: 'Elastic IP address', remove: (id) => ['ec2', 'release-address', '--allocation-id', id], costs: 'by the hour',
  },
  'ec2:network-interface': {
    title: 'network interface', remove: (id) => ['ec2', 'delete-network-interface', '--network-interface-id', id],
  },
  'ec2:security-group': {
    title: 'security group', remove: (id) => ['ec2', 'delete-security-group', '--group-id', id],
  },
  'ec2:launch-template': {
    title: 'launch template', remove: (id) => ['ec2', 'delete-launch-template', '--launch-template-id', id],
  },
  'ec2:subnet': { title: 'subnet', remove: (id) => ['ec2', 'delete-subnet', '--subnet-id', id] },
  'ec2:vpc': { title: 'VPC', remove: (id) => ['ec2', 'delete-vpc', '--vpc-id', id] },
  'eks:cluster': {
    title: 'EKS cluster', remove: (id) => ['eks', 'delete-cluster', '--name', id], costs: 'by the hour',
  },
  'eks:access-entry': {
    title: 'access entry of the EKS cluster',
    remove: (id) => ['eks', 'delete-access-entry', '--cluster-name', id.split(' ')[0], '--principal-arn', id.split(' ')[1]],
  },
  'logs:log-group': {
    title: 'log group', remove: (id) => ['logs', 'delete-log-group', '--log-group-name', id], costs: 'by size',
  },
  'kms:key': {
    title: 'KMS key',
    remove: (id) => ['kms', 'schedule-key-deletion', '--pending-window-in-days', '7', '--key-id', id],
    costs: 'by the month',
  },
  'ecr:repository': {
    title: 'image registry',
    remove: (id) => ['ecr', 'delete-repository', '--force', '--repository-name', id],
    costs: 'by size',
  },
  's3:bucket': { title: 'bucket', remove: (id) => ['s3', 'rb', '--force', `s3://${id}`], costs: 'by size' },
  'cloudformation:stack': {
    title: 'stack', remove: (id) => ['cloudformation', 'delete-stack', '--stack-name', id],
  },
  'codecommit:repository': {
    title: 'CodeCommit repository', remove: (id) => ['codecommit', 'delete-repository', '--repository-name', id],
  },
  'codebuild:project': { title: 'CodeBuild project', remove: (id) => ['codebuild', 'delete-project', '--name', id] },
  'codepipeline:pipeline': {
    title: 'pipeline', remove: (id) => ['codepipeline', 'delete-pipeline', '--name', id], costs: 'by use',
  },
  'sns:topic': { title: 'topic', remove: (_, arn) => ['sns', 'delete-topic', '--topic-arn', arn] },
  'events:rule': { title: 'EventBridge rule', remove: (id) => ['events', 'delete-rule', '--name', id] },
  'iam:user': { title: 'IAM user', remove: (id) => ['iam', 'delete-user', '--user-name', id] },
  'iam:ssh-key': {
    title: 'SSH key of an IAM user',
    remove: (id) => ['iam', 'delete-ssh-public-key', '--user-name', id.split(' ')[0], '--ssh-public-key-id', id.split(' ')[1]],
  },
  'iam:password': {
    title: 'CodeCommit password of an IAM user',
    remove: (id) => [
      'iam', 'delete-service-specific-credential', '--user-name', id.split(' ')[0], '--service-specific-credential-id', id.split(' ')[1],
    ],
  },
};

/** The kind and the ID in an ARN. */
export function parseArn(arn: string): { readonly kind: string; readonly id: string } {
  const [, , service, , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  switch (service) {
    case 's3':
      return { kind: 's3:bucket', id: resource };
    case 'codecommit':
      return { kind: 'codecommit:repository', id: resource };
    case 'codepipeline':
      return { kind: 'codepipeline:pipeline', id: resource };
    case 'sns':
      return { kind: 'sns:topic', id: resource };
    case 'logs':
      return { kind: 'logs:log-group', id: resource.replace(/^log-group:/, '').replace(/:\*$/, '') };
    default: {
      const [, type, id] = /^([a-z-]+)\/(.*)$/.exec(resource) ?? [undefined, '', resource];
      // arn:aws:cloudformation:…:stack/NAME/UUID
      return { kind: `${service}:${type}`, id: service === 'cloudformation' ? id.split('/')[0] : id };
    }
  }
}
