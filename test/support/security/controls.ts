import { type CloudFormationTemplate, isFields } from '../cloudformation-template';
import { parseYaml } from '../parse-file';

/** The names of controls: kinds, fields, resource types, condition keys, and what is denied. */
export type Found = ReadonlySet<string>;

/** Names that are no control. Every other name is one: a new name must be listed here or have a row. */
const PLAIN_KINDS = [
  'Application', 'ClusterConfig', 'ConfigMap', 'Deployment', 'GitRepository', 'Kustomization', 'Namespace', 'NodePool', 'Service',
];
const PLAIN_POD_FIELDS = [
  'containers', 'initContainers', 'nodeSelector', 'securityContext', 'terminationGracePeriodSeconds', 'tolerations',
  'topologySpreadConstraints', 'volumes',
];
const PLAIN_CLUSTER_FIELDS = [
  'addons', 'amiFamily', 'apiVersion', 'autoModeConfig', 'accessConfig', 'clusterEndpoints', 'clusterLogging',
  'capabilities', 'cloudWatch', 'desiredCapacity', 'enabled', 'instanceType', 'kind', 'managedNodeGroups', 'maxSize', 'metadata',
  'minSize', 'name', 'region', 'upgradePolicy', 'version', 'volumeType', 'vpc',
];
/** The fields of an EKS capability that are controls. */
const CAPABILITY_CONTROLS = ['attachPolicy', 'rbacRoleMappings'];
const PLAIN_TYPES = [
  'AWS::CodeBuild::Project', 'AWS::CodeCommit::Repository', 'AWS::CodePipeline::Pipeline', 'AWS::ECR::Repository',
  'AWS::EKS::Capability',
  'AWS::Events::Rule', 'AWS::IAM::User', 'AWS::KMS::Alias', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket', 'AWS::SNS::Topic',
];
const CONTROL_PROPERTY = /Encryption|^Kms|Sse|Mutability|Scanning|PublicAccess|OwnershipControls|KeyRotation/;
const CONTROL_VARIABLE = /^(MODE=pull-request|THRESHOLD|UNSCANNABLE_IMAGES|WAIVERS)$/;

type Visit = (key: string, value: unknown, parents: readonly string[]) => string[];

/** Calls a visitor for each field, from the outside in. */
function walk(value: unknown, visit: Visit, parents: readonly string[] = []): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => walk(item, visit, parents));
  }
  const fields = isFields(value) ? Object.entries(value) : [];
  return fields.flatMap(([key, item]) => [...visit(key, item, parents), ...walk(item, visit, [...parents, key])]);
}

/** The controls in a file of the config repo. */
export function manifestControls(path: string, content: string): string[] {
  // Settings of package managers are no manifests.
  const documents = /(?<!^pnpm-workspace|^\.yarnrc)\.ya?ml$/.test(path) ? parseYaml(content, '1.2') : [];
  return [
    ...new Set(
      documents.flatMap((document) => {
        const kind = String((document as { kind?: string }).kind);
        return [
          ...(PLAIN_KINDS.includes(kind) ? [] : [kind]),
          ...walk(document, (key, _, parents) => (isControl(kind, key, parents) ? [key] : [])),
        ];
      }),
    ),
  ];
}

function isControl(kind: string, key: string, parents: readonly string[]): boolean {
  const [parent] = parents.slice(-1);
  switch (parent) {
    case 'labels':
    case 'matchLabels': return !key.startsWith('app.kubernetes.io/');
    case 'securityContext': return true;
  }
  switch (kind) {
    case 'AppProject': return parents.join('.') === 'spec' && key !== 'description';
    case 'ClusterConfig': return parents[0] === 'capabilities'
      ? CAPABILITY_CONTROLS.includes(key)
      : !['addons', 'metadata'].includes(parents[0]) && !PLAIN_CLUSTER_FIELDS.includes(key);
    case 'Deployment': return parents.join('.') === 'spec.template.spec' && !PLAIN_POD_FIELDS.includes(key);
    case 'Kustomization':
      return (parent === 'images' && key === 'digest') || (parent === 'spec' && key === 'serviceAccountName');
    default: return false;
  }
}

/** The controls in the infrastructure. */
export function cloudFormationControls({ Resources }: Pick<CloudFormationTemplate, 'Resources'>): string[] {
  return [
    ...new Set(
      Object.values(Resources).flatMap(({ Type, Properties }) => [
        ...(PLAIN_TYPES.includes(Type) ? [] : [Type]),
        ...walk(Properties, propertyControls),
        ...variablesIn(Properties)
          .map(({ Name, Value }) => (Name === 'MODE' ? `${Name}=${Value}` : Name))
          .filter((name) => CONTROL_VARIABLE.test(name)),
      ]),
    ),
  ];
}

function propertyControls(key: string, value: unknown, parents: readonly string[]): string[] {
  // The key of a condition is below its operator.
  if (parents.at(-2) === 'Condition' && key.includes(':') && !key.startsWith('Fn::')) {
    return [key];
  }
  if (key === 'Statement') {
    const denied = [value].flat().filter(isFields).filter(({ Effect }) => Effect === 'Deny');
    return denied.flatMap(({ Action }) => [Action].flat().map((action) => `Deny ${action}`));
  }
  return CONTROL_PROPERTY.test(key) && parents.length === 0 ? [key] : [];
}

function variablesIn(properties: unknown): { Name: string; Value: unknown }[] {
  const environment =
    isFields(properties) && isFields(properties.Environment) ? properties.Environment.EnvironmentVariables : undefined;
  return (environment ?? []) as { Name: string; Value: unknown }[];
}
