import { type CloudFormationTemplate, type Fields, callIn, isFields } from '../cloudformation-template';

/**
 * A template as the CDK would write it: parameters replaced by their defaults, attributes as lists, texts with
 * references joined, policy statements in lists with their fields in alphabetical order. Checkers expect this form and
 * miss others.
 */
export function normalForm(template: CloudFormationTemplate): CloudFormationTemplate {
  const parameters = Object.entries(template.Parameters ?? {});
  const defaults = new Map(parameters.flatMap(([name, { Default }]) => Default === undefined ? [] : [[name, Default]]));
  return normal(template, defaults) as CloudFormationTemplate;
}

function normal(value: unknown, defaults: ReadonlyMap<string, unknown>): unknown {
  const call = callIn(value);
  if (call) {
    return normalCall(call[0], call[1], defaults);
  }
  if (Array.isArray(value)) {
    return value.map((item) => normal(item, defaults));
  }
  return isFields(value)
    ? Object.fromEntries(inOrder(value).map(([key, item]) => [key, normal(item, defaults)]))
    : value;
}

function inOrder(fields: Fields): Array<[string, unknown]> {
  const entries = Object.entries(fields).map(([key, value]): [string, unknown] => [
    key, key === 'Statement' ? [value].flat() : value,
  ]);
  return 'Effect' in fields ? entries.sort(([one], [other]) => (one < other ? -1 : 1)) : entries;
}

function normalCall(name: string, argument: unknown, defaults: ReadonlyMap<string, unknown>): unknown {
  switch (name) {
    case 'Ref':
      return defaults.get(String(argument)) ?? { Ref: argument };
    case 'Fn::GetAtt':
      return { 'Fn::GetAtt': typeof argument === 'string' ? attribute(argument) : argument };
    case 'Fn::Sub':
      return substituted(argument, defaults);
    case 'Fn::Join':
      return joined(
        (argument as [string, unknown[]])[1].map((part) => normal(part, defaults)), (argument as [string])[0],
      );
    default:
      return { [name]: normal(argument, defaults) };
  }
}

function substituted(argument: unknown, defaults: ReadonlyMap<string, unknown>): unknown {
  const [text, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Fields];
  const parts = text.split(/(\$\{[^}]+\})/).map((part) => {
    const name = /^\$\{([^!}].*)\}$/.exec(part)?.[1];
    if (name === undefined) {
      return part.replace('${!', '${');
    }
    return normal(own[name] ?? (name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name }), defaults);
  });
  return joined(parts);
}

/** Joined parts, with adjacent strings merged. */
function joined(parts: readonly unknown[], delimiter = ''): unknown {
  const merged = parts
    .filter((part) => part !== '')
    .reduce<unknown[]>((row, part, index) => {
      const text = index > 0 && delimiter !== '' ? [delimiter, part] : [part];
      return text.reduce<unknown[]>(
        (all, item) =>
          isText(item) && isText(all.at(-1)) ? [...all.slice(0, -1), `${all.at(-1)}${item}`] : [...all, item],
        row,
      );
    }, []);
  return merged.length < 2 ? (merged[0] ?? '') : { 'Fn::Join': ['', merged] };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function attribute(text: string): string[] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
