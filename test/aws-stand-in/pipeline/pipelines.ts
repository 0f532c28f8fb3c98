import { randomUUID } from 'node:crypto';
import {
  type ActionDefinition, kindOf, type PipelineDefinition, requireKnown, resolveVariables, type Variables,
} from './definition';
import { fetchSource, type SourceSettings } from './source-action';
import type { Artifact, Build } from '../codebuild/build';
import type { Builds } from '../codebuild/builds';
import type { Session, Sessions } from '../iam/sessions';

/** A completed action. */
export interface ActionExecution {
  readonly stage: string;
  readonly action: string;
  readonly status: 'Succeeded' | 'Failed';
  readonly problem?: string;
  readonly build?: Build;
}

/** A completed execution. */
export interface Execution {
  readonly id: string;
  readonly pipeline: string;
  readonly status: 'Succeeded' | 'Failed';
  readonly actions: readonly ActionExecution[];
  readonly variables: Variables;
  readonly artifacts: Readonly<Record<string, Artifact>>;
}

export interface PipelineSettings extends SourceSettings {
  readonly sessions: Sessions;
  readonly builds: Builds;
  /** Called after each execution. */
  readonly ended: (execution: Execution) => Promise<void>;
}

interface Context {
  readonly definition: PipelineDefinition;
  readonly execution: string;
  readonly session: Session;
  readonly artifacts: Record<string, Artifact>;
  readonly variables: Record<string, Readonly<Record<string, string>>>;
}

/** CodePipeline: runs deployed pipelines. */
export class Pipelines {
  /** Completed executions. */
  readonly executions: Execution[] = [];
  /** All executions, including waiting and running ones. */
  readonly started: Pick<Execution, 'id' | 'pipeline'>[] = [];
  private queue: Promise<unknown> = Promise.resolve();
  private last: Promise<Execution> | undefined;

  constructor(private readonly settings: PipelineSettings) {}

  /** Starts an execution after all earlier ones (`QUEUED`). Returns its ID at once. */
  start(name: string): { id: string; ended: Promise<Execution> } {
    const id = randomUUID();
    this.started.push({ id, pipeline: name });
    const ended = this.queue.then(() => this.run(name, id));
    this.last = ended;
    this.queue = ended.catch(() => undefined);
    return { id, ended };
  }

  /** Waits for all executions and returns the latest. Throws if it could not run. */
  async newest(): Promise<Execution> {
    if (!this.last) {
      throw new Error('No execution of a pipeline was started.');
    }
    return this.last;
  }

  /** The deployed pipeline. Throws if it uses an unsupported setting. */
  async definition(name: string): Promise<PipelineDefinition> {
    const { pipeline } = await this.settings.moto.json('codepipeline', 'GetPipeline', { name });
    requireKnown(pipeline);
    return pipeline;
  }

  private async run(name: string, id: string): Promise<Execution> {
    const definition = await this.definition(name);
    const variables: Context['variables'] = { codepipeline: { PipelineExecutionId: id } };
    const execution = await this.advance(
      definition,
      { id, pipeline: name, status: 'Succeeded', actions: [], variables, artifacts: {} },
      definition.stages,
    );
    this.executions.push(execution);
    await this.settings.ended(execution);
    return execution;
  }

  /**
   * Runs a stage of an execution and the stages after it again, with the execution's variables and artifacts ("Retry
   * stage").
   */
  async retry(execution: Execution, stage: string): Promise<Execution> {
    const definition = await this.definition(execution.pipeline);
    const from = definition.stages.findIndex(({ name }) => name === stage);
    const actions = execution.actions.filter(
      (action) => definition.stages.findIndex(({ name }) => name === action.stage) < from,
    );
    return this.advance(definition, { ...execution, actions }, definition.stages.slice(from));
  }

  private async advance(
    definition: PipelineDefinition, execution: Execution, stages: PipelineDefinition['stages'],
  ): Promise<Execution> {
    const session = await this.settings.sessions.assume(definition.roleArn, 'codepipeline.amazonaws.com', execution.id);
    const context = {
      definition,
      execution: execution.id,
      session,
      artifacts: { ...execution.artifacts },
      variables: { ...execution.variables },
    };
    const actions = [...execution.actions];
    for (const stage of stages) {
      for (const action of stage.actions) {
        const outcome = await this.act(context, action).catch((error: Error) => ({
          status: 'Failed' as const, problem: error.message,
        }));
        actions.push({ stage: stage.name, action: action.name, ...outcome });
      }
      if (actions.some(({ status }) => status === 'Failed')) {
        break;
      }
    }
    const status = actions.every((action) => action.status === 'Succeeded') ? 'Succeeded' : 'Failed';
    return { ...execution, status, actions, variables: context.variables, artifacts: context.artifacts };
  }

  private async act(
    context: Context, action: ActionDefinition,
  ): Promise<Pick<ActionExecution, 'status' | 'problem' | 'build'>> {
    const resolved = Object.entries(action.configuration).map(([name, value]) => [
      name, resolveVariables(value, context.variables),
    ]);
    const configuration = Object.fromEntries(resolved) as Record<string, string>;
    if (kindOf(action) === 'Source/CodeCommit') {
      const { artifact, variables } = await fetchSource(
        this.settings, context.definition, context.execution, context.session, configuration,
      );
      action.outputArtifacts.forEach(({ name }) => {
        context.artifacts[name] = artifact;
      });
      this.publish(context, action, variables);
      return { status: 'Succeeded' };
    }
    for (const operation of ['StartBuild', 'BatchGetBuilds']) {
      await context.session.require({
        service: 'codebuild', operation, input: { projectName: configuration.ProjectName },
      });
    }
    const build = await this.settings.builds.run({
      projectName: configuration.ProjectName,
      initiator: `codepipeline/${context.definition.name}`,
      artifact: context.artifacts[action.inputArtifacts[0].name],
      variables: JSON.parse(configuration.EnvironmentVariables ?? '[]'),
    });
    this.publish(context, action, build.exported);
    return { status: build.status === 'SUCCEEDED' ? 'Succeeded' : 'Failed', problem: build.problem, build };
  }

  private publish(
    { variables }: Context,
    { namespace }: ActionDefinition,
    values: Readonly<Record<string, string>>,
  ): void {
    if (namespace) {
      variables[namespace] = { ...values };
    }
  }
}
