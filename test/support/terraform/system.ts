import { parse as parseYaml } from 'yaml';
import { arnOfNamed, evaluator } from './evaluate';
import type { TerraformModule } from './module';
import { logicalId, pascal, TYPES } from './names';
import { READERS } from './resources';
import { tracked } from './tracked';
import { NAMES, exportsOf, resolve } from '../../../src/checks/iac/resolve';
import { type Fields, isFields } from '../cloudformation-template';
import type { StackTemplate } from '../security/system';

/** The resources of all stacks by logical ID, and the outputs, in one form for every tool. */
export interface System {
  readonly resources: Readonly<Record<string, Fields>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Resource types that belong to another resource's counterpart. */
const COMPANIONS =
  /^aws_(cloudwatch_event_target|ecr_lifecycle_policy|iam_(role|group)_policy_attachment|iam_user_group_membership|s3_bucket_(server_side_encryption_configuration|public_access_block|ownership_controls|versioning|lifecycle_configuration)|sns_topic_subscription)$/;

/** Arguments that CloudFormation's resources lack. */
const WITHOUT_COUNTERPART: readonly RegExp[] = [
  // CloudFormation makes up the names of these.
  /^aws_iam_(role|policy)\.\w+\.name_prefix$/,
  /^aws_iam_(user|group)\.\w+\.name$/,
  // Tasks without access to the state find these by their names.
  /^aws_iam_role\.(reader|capability)\.name$/,
  /^aws_s3_bucket\.artifacts\.bucket_prefix$/,
  // A task empties the bucket of a stack.
  /^aws_s3_bucket\.artifacts\.force_destroy$/,
  // A role has its policies before the first use.
  /\.depends_on$/,
];

/**
 * The system of a root module.
 *
 * @throws Error for a resource type or an argument that the comparison would ignore
 */
export function systemOfModule(given: TerraformModule): System {
  const { module, unread } = tracked(given);
  const evaluate = evaluator(module);
  const scope = { module, evaluate };
  const resources = Object.entries(module.resource).flatMap(([type, blocks]) => {
    if (COMPANIONS.test(type)) {
      return [];
    }
    if (!READERS[type]) {
      throw new Error(`test/support/terraform cannot compare ${type}: add it to its table`);
    }
    return Object.entries(blocks).map(([name, [block]]): [string, Fields] => {
      const { prevent_destroy: kept = false } = (block.lifecycle as [Fields] | undefined)?.[0] ?? {};
      return [
        logicalId(type, name),
        { Type: TYPES[type][0], kept, Properties: comparable(READERS[type](block, name, scope)) },
      ];
    });
  });
  const outputs = Object.entries(module.output).map(([name, [{ value }]]): [string, unknown] => [
    pascal(name),
    evaluate(value),
  ]);
  const ignored = unread().filter((path) => !WITHOUT_COUNTERPART.some((pattern) => pattern.test(path)));
  if (ignored.length > 0) {
    throw new Error(`test/support/terraform does not compare ${ignored.join(', ')}: read them, or say why not`);
  }
  return { resources: Object.fromEntries(resources), outputs: Object.fromEntries(outputs) };
}

/** An output for other stacks that the tasks read, too. */
const READ_BY_TASKS = 'ArtifactBucket';

/** The system of CloudFormation's stacks. Outputs for other stacks have no counterpart. */
export function systemOfStacks(stacks: readonly StackTemplate[]): System {
  const exports = new Map(stacks.flatMap(({ template, stackName }) => exportsOf(template as Fields, stackName)));
  const types = new Map<string, readonly [type: string, name?: string]>();
  const resolved = stacks.flatMap(({ template, stackName }) => {
    const scope = { template: template as Fields, stackName, exports, missing: () => undefined };
    return Object.entries(template.Resources).map(([id, resource]): [string, Fields] => {
      const { Type, DeletionPolicy, Properties } = resource as typeof resource & { readonly DeletionPolicy?: string };
      const properties = resolve(Properties, scope) as Fields;
      types.set(id, [Type, properties[NAMES[Type] ?? ''] as string | undefined]);
      return [id, { Type, kept: String(DeletionPolicy ?? 'Delete').startsWith('Retain'), Properties: properties }];
    });
  });
  const outputs = stacks.flatMap(({ template, stackName }) => {
    const scope = { template: template as Fields, stackName, exports, missing: () => undefined };
    return Object.entries(template.Outputs ?? {})
      .filter(([name, { Export }]) => Export === undefined || name === READ_BY_TASKS)
      .map(([name, { Value }]): [string, unknown] => [name, resolve(Value, scope)]);
  });
  const inOneForm = (value: unknown) => comparable(withNames(value, types));
  return {
    resources: inOneForm(Object.fromEntries(resolved)) as System['resources'],
    outputs: inOneForm(Object.fromEntries(outputs)) as System['outputs'],
  };
}

/** `${Images.Arn}` is known from the name of the resource. */
function withNames(value: unknown, types: ReadonlyMap<string, readonly [type: string, name?: string]>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => withNames(item, types));
  }
  if (isFields(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNames(item, types)]));
  }
  return typeof value !== 'string'
    ? value
    : value.replace(/arn:<Partition>:s3:::\$\{(\w+)\}/g, '${$1.Arn}').replace(/\$\{(\w+)\.(\w+)\}/g, (all, id: string, attribute: string) => {
      const [type = '', name] = types.get(id) ?? [];
      if (name === undefined) return all;
      switch (attribute) {
        case 'Arn':
          return arnOfNamed(type, name) ?? all;
        case 'RepositoryUri':
          return `<AccountId>.dkr.ecr.<Region>.<URLSuffix>/${name}`;
        case 'CloneUrlHttp':
          return `https://git-codecommit.<Region>.<URLSuffix>/v1/repos/${name}`;
        default:
          return all;
      }
    });
}

/** Texts in JSON or YAML are parsed, and a single value in a policy is a list of one. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(comparable);
  }
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, oneForm(key, item)]))
    : value;
}

function oneForm(key: string, value: unknown): unknown {
  switch (key) {
    case 'BuildSpec':
      return typeof value === 'string' && value.includes('\n') ? parseYaml(value) : comparable(value);
    case 'EnvironmentVariables':
    case 'LifecyclePolicyText':
      return typeof value === 'string' ? JSON.parse(value) : comparable(value);
    case 'Action':
    case 'Resource':
      return [value].flat();
    case 'Principal':
      return isFields(value)
        ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, [one].flat()]))
        : value;
    case 'Condition':
      return mapValues(value as Fields, (tests) => mapValues(tests as Fields, (one) => [one].flat().map(String)));
    default:
      return comparable(value);
  }
}

function mapValues(fields: Fields, change: (value: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value)]));
}
