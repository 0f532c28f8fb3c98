import { type CloudFormationTemplate, type Fields, isFields } from './cloudformation-template';
import { normalForm } from './security/normal-form';
import type { StackTemplate } from './security/system';

/** An allowed difference in notation between CloudFormation and the CDK. */
export interface Notation {
  readonly why: string;
  /** The one form for both. */
  readonly same: (key: string, value: unknown) => unknown;
}

/** All of them. */
export const NOTATIONS: readonly Notation[] = [
  {
    why: 'JSON inside of a text may have spaces',
    same: (key, value) =>
      ['EnvironmentVariables', 'LifecyclePolicyText'].includes(key) && typeof value === 'string'
        ? JSON.parse(value)
        : value,
  },
  {
    why: 'only a template that people write says which format it has',
    same: (key, value) => key === 'AWSTemplateFormatVersion' ? undefined : value,
  },
];

/** The stack of a hand-written template, with constants in place of its parameters. */
export function stackOfYaml({ stackName, template }: StackTemplate, notations = NOTATIONS): Fields {
  const { Parameters, ...sections } = normalForm(inStack(stackName, template, template.Parameters));
  return oneForm({ stackName, ...sections }, notations) as Fields;
}

/** The stack of a synthesized template. The app has constants: any parameter would be the CDK's own. */
export function stackOfCdk(
  { stackName, template: { Parameters, ...template } }: StackTemplate,
  notations = NOTATIONS,
): Fields {
  const { Parameters: _, ...sections } = normalForm(inStack(stackName, template as CloudFormationTemplate));
  return oneForm({ stackName, ...sections, Parameters }, notations) as Fields;
}

/** A canonical string of the content. */
export function canonical(value: unknown): string {
  const inOrder = (fields: Fields) =>
    Object.fromEntries(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)));
  return JSON.stringify(value, (_, item) => (isFields(item) ? inOrder(item) : item));
}

function inStack(
  stackName: string, template: CloudFormationTemplate, parameters: CloudFormationTemplate['Parameters'] = {},
): CloudFormationTemplate {
  return { ...template, Parameters: { ...parameters, 'AWS::StackName': { Type: 'String', Default: stackName } } };
}

function oneForm(value: unknown, notations: readonly Notation[]): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => oneForm(item, notations));
  }
  const one = (key: string, item: unknown) =>
    oneForm(
      notations.reduce((before, { same }) => same(key, before), item), notations,
    );
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, one(key, item)]))
    : value;
}
