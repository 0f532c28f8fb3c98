import { type Fields, at, fieldsAt, isFields } from '../fields';

/** The name property of each resource type. */
export const NAMES: Readonly<Record<string, string>> = {
  'AWS::CodeBuild::Project': 'Name',
  'AWS::CodeCommit::Repository': 'RepositoryName',
  'AWS::CodePipeline::Pipeline': 'Name',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::Logs::LogGroup': 'LogGroupName',
};

/** The context of a value: the template, the name of its stack, and the exports of other stacks. */
export interface Scope {
  readonly template: Fields;
  readonly stackName: string;
  readonly exports: ReadonlyMap<string, unknown>;
  /** Called with each name in a function that the template does not define. */
  readonly missing: (name: string) => void;
}

/**
 * Resolves the functions in a value. Pseudo parameters become `<Region>`, attributes of resources `${Key.Arn}`, and
 * references to resources without an explicit name `${Key}`.
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, scope));
  }
  if (!isFields(value)) {
    return value;
  }
  const [[name, argument] = ['', undefined], more] = Object.entries(value);
  const call = more === undefined ? resolveCall(name, argument, scope) : undefined;
  return call ?? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, scope)]));
}

function resolveCall(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      return reference(String(argument), scope);
    case 'Fn::GetAtt':
      return attribute(Array.isArray(argument) ? argument.join('.') : String(argument), scope);
    case 'Fn::Sub':
      return substituted(argument, scope);
    case 'Fn::Join':
      return Array.isArray(argument) ? (resolve(argument[1], scope) as unknown[]).join(String(argument[0])) : undefined;
    case 'Fn::ImportValue':
      return imported(resolve(argument, scope), scope);
    default:
      return undefined;
  }
}

function reference(name: string, scope: Scope): unknown {
  if (name === 'AWS::StackName') return scope.stackName;
  if (name.startsWith('AWS::')) return `<${name.slice('AWS::'.length)}>`;
  const parameter = at(scope.template, 'Parameters', name);
  if (parameter) return at(parameter, 'Default') ?? `<${name}>`;
  const resource = fieldsAt(scope.template, 'Resources', name);
  if (!resource.Type) scope.missing(name);
  const given = at(resource, 'Properties', NAMES[String(resource.Type)] ?? '');
  const own = given === undefined ? undefined : resolve(given, scope);
  return typeof own === 'string' ? own : `\${${name}}`;
}

function attribute(text: string, scope: Scope): string {
  const [name] = text.split('.');
  if (!at(scope.template, 'Resources', name)) scope.missing(name);
  return `\${${text}}`;
}

function substituted(argument: unknown, scope: Scope): string {
  const [text, own] = Array.isArray(argument) ? [String(argument[0]), fieldsAt(argument[1])] : [String(argument), {}];
  return text.replace(/\$\{([^}]+)\}/g, (whole, name: string) => {
    if (name.startsWith('!')) return whole.replace('!', '');
    if (Object.hasOwn(own, name)) return String(resolve(own[name], scope));
    return name.includes('.') ? attribute(name, scope) : String(reference(name, scope));
  });
}

function imported(name: unknown, { exports, missing }: Scope): unknown {
  if (!exports.has(String(name))) missing(String(name));
  return exports.get(String(name)) ?? `<${String(name)}>`;
}

/** The exports of a template, by name. */
export function exportsOf(template: Fields, stackName: string): Array<[string, unknown]> {
  const scope = { template, stackName, exports: new Map(), missing: () => undefined };
  return Object.values(fieldsAt(template, 'Outputs')).flatMap((output): Array<[string, unknown]> => {
    const name = resolve(at(output, 'Export', 'Name'), scope);
    return typeof name === 'string' ? [[name, resolve(at(output, 'Value'), scope)]] : [];
  });
}

