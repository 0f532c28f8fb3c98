import { matches } from '../fields';
import type { Resource } from './infrastructure';

/** How an ARN names a resource, by service: the type, and what stands before the name. */
const KINDS: Readonly<Record<string, readonly [type: string, before: string]>> = {
  codebuild: ['AWS::CodeBuild::Project', 'project/'],
  codecommit: ['AWS::CodeCommit::Repository', ''],
  codepipeline: ['AWS::CodePipeline::Pipeline', ''],
  ecr: ['AWS::ECR::Repository', 'repository/'],
  logs: ['AWS::Logs::LogGroup', 'log-group:'],
};

/** What an ARN names, of the kinds that the checks know. */
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

/** Whether a resource of the pair is what a pattern of ARNs names. */
export function isNamed({ type, name }: Named, resources: readonly Resource[]): boolean {
  return resources.some(
    (resource) => resource.type === type && (resource.name === undefined || matches(name, resource.name)),
  );
}

/** The names of the resources of a type. */
export function namesOf(type: string, resources: readonly Resource[]): string[] {
  return resources.flatMap((resource) => resource.type === type && resource.name !== undefined ? [resource.name] : []);
}
