import { matches } from '../fields';
import type { Resource } from './infrastructure';

/** The resource type in the ARNs of each service, and the prefix of the name. */
const KINDS: Readonly<Record<string, readonly [type: string, before: string]>> = {
  codebuild: ['AWS::CodeBuild::Project', 'project/'],
  codecommit: ['AWS::CodeCommit::Repository', ''],
  codepipeline: ['AWS::CodePipeline::Pipeline', ''],
  ecr: ['AWS::ECR::Repository', 'repository/'],
  logs: ['AWS::Logs::LogGroup', 'log-group:'],
};

/** The type and the name of the resource in an ARN; undefined for other services. */
export interface Named {
  readonly type: string;
  readonly name: string;
}

export function namedBy(arn: string): Named | undefined {
  const [, service, rest] = /^arn:[^:]*:([a-z0-9]+):[^:]*:[^:]*:(.+)$/s.exec(arn) ?? [];
  const [type, before] = KINDS[service] ?? [];
  if (type === undefined || before === undefined || !rest.startsWith(before) || rest.includes('${')) return undefined;
  const name = rest.slice(before.length);
  return {
    type,
    name:
      service === 'logs'
        ? name.replace(/:(\*|log-stream:.*)$/, '')
        : service === 'codepipeline'
          ? name.split('/')[0]
          : name,
  };
}

/** Whether an ARN pattern matches a resource of the pair. */
export function isNamed({ type, name }: Named, resources: readonly Resource[]): boolean {
  return resources.some(
    (resource) => resource.type === type && (resource.name === undefined || matches(name, resource.name)),
  );
}

/** The names of the resources of a type. */
export function namesOf(type: string, resources: readonly Resource[]): string[] {
  return resources.flatMap((resource) => resource.type === type && resource.name !== undefined ? [resource.name] : []);
}
