import type { TargetKind } from './bus';
import type { Builds } from '../codebuild/builds';
import type { EnvironmentVariable } from '../codebuild/project';
import type { Pipelines } from '../pipeline/pipelines';

/** The services behind targets. */
export interface Targets {
  readonly builds: Builds;
  readonly pipelines: Pipelines;
  /** Messages published to topics. */
  readonly messages: string[];
}

interface BuildInput {
  readonly sourceVersion?: string;
  readonly environmentVariablesOverride?: EnvironmentVariable[];
}

/** The target types that the stand-in supports. */
export function targetKinds({ builds, pipelines, messages }: Targets): TargetKind[] {
  return [
    {
      service: 'codepipeline',
      wish: (arn) => ({ service: 'codepipeline', operation: 'StartPipelineExecution', input: { name: nameIn(arn) } }),
      start: (arn) => pipelines.start(nameIn(arn)).ended,
    },
    {
      service: 'codebuild',
      wish: (arn) => ({ service: 'codebuild', operation: 'StartBuild', input: { projectName: nameIn(arn) } }),
      start: (arn, input) => {
        const { sourceVersion, environmentVariablesOverride: variables } = input as BuildInput;
        return builds.run({ projectName: nameIn(arn), initiator: 'rule/event', sourceVersion, variables });
      },
    },
    {
      service: 'sns',
      start: async (_, input) => messages.push(typeof input === 'string' ? input : JSON.stringify(input)),
    },
  ];
}

function nameIn(arn: string): string {
  return arn.split(/[:/]/).pop()!;
}
