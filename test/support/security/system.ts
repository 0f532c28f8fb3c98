import { normalForm } from './normal-form';
import {
  type CloudFormationTemplate, type Fields, type TemplateResource, callIn, isFields,
} from '../cloudformation-template';

/** A template and the name of its stack. */
export interface StackTemplate {
  readonly stackName: string;
  readonly template: CloudFormationTemplate;
}

/** Merges templates in normal form into one, resolving imports from exports. */
export function systemOf(stacks: readonly StackTemplate[]): CloudFormationTemplate {
  const templates = stacks.map(({ stackName, template }) => normalForm({
    ...template,
    Parameters: { ...template.Parameters, 'AWS::StackName': { Type: 'String', Default: stackName } },
  }));
  const outputs = templates.flatMap(({ Outputs = {} }) => Object.values(Outputs));
  const exported = new Map(outputs.flatMap(({ Export, Value }) => Export ? [[(Export as Fields).Name, Value]] : []));
  const resources = templates.flatMap(({ Resources }) => Object.entries(Resources));
  const twice = resources.find(([name], index) => resources.findIndex(([other]) => other === name) < index);
  if (twice) {
    throw new Error(
      `${twice[0]} is in two stacks: give one of them another logical id, so that checks can tell them apart`,
    );
  }
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: imported(Object.fromEntries(resources), exported) as Readonly<Record<string, TemplateResource>>,
  };
}

function imported(value: unknown, exported: ReadonlyMap<unknown, unknown>): unknown {
  const call = callIn(value);
  if (call?.[0] === 'Fn::ImportValue') {
    if (!exported.has(call[1])) {
      throw new Error(
        `no stack exports ${JSON.stringify(call[1])}: there are ${[...exported.keys()].join(', ') || 'no exports'}`,
      );
    }
    return exported.get(call[1]);
  }
  if (Array.isArray(value)) {
    return value.map((item) => imported(item, exported));
  }
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, imported(item, exported)]))
    : value;
}
