import type { Handler } from './front';
import type { Build } from '../codebuild/build';
import type { Builds } from '../codebuild/builds';
import type { Execution, Pipelines } from '../pipeline/pipelines';

/** Implements what moto lacks: pipeline executions, and builds that ran. */
export function pipelineHandler(pipelines: Pipelines, builds: Builds): Handler {
  return async ({ service, operation, input }) => {
    switch (`${service}:${operation}`) {
      case 'codepipeline:StartPipelineExecution':
        return { pipelineExecutionId: pipelines.start(input.name).id };
      case 'codepipeline:ListPipelineExecutions':
        return { pipelineExecutionSummaries: summaries(pipelines, input.pipelineName) };
      case 'codepipeline:GetPipelineState':
        return { pipelineName: input.name, stageStates: await stageStates(pipelines, input.name) };
      case 'codebuild:BatchGetBuilds':
        return {
          builds: builds.all.filter(({ id, arn }) => input.ids.includes(id) || input.ids.includes(arn)).map(described),
        };
      default:
        return undefined;
    }
  };
}

/** Latest first. */
function summaries({ started, executions }: Pipelines, name: string): object[] {
  return started.filter(({ pipeline }) => pipeline === name).reverse().map(({ id }) => {
    const status = executions.find((execution) => execution.id === id)?.status ?? 'InProgress';
    return { pipelineExecutionId: id, status };
  });
}

async function stageStates(pipelines: Pipelines, name: string): Promise<object[]> {
  const { stages } = await pipelines.definition(name);
  const newest: Execution | undefined = pipelines.executions.filter(({ pipeline }) => pipeline === name).slice(-1)[0];
  return stages.map((stage) => {
    const actions = newest?.actions.filter((action) => action.stage === stage.name) ?? [];
    const status = actions.some((action) => action.status === 'Failed') ? 'Failed' : 'Succeeded';
    return {
      stageName: stage.name,
      ...actions.length > 0 && { latestExecution: { pipelineExecutionId: newest?.id, status } },
      actionStates: stage.actions.map(({ name: actionName }) => {
        const action = actions.find((found) => found.action === actionName);
        return {
          actionName,
          ...(action && {
            latestExecution: {
              status: action.status,
              ...(action.problem && { errorDetails: { code: 'JobFailed', message: action.problem } }),
            },
          }),
        };
      }),
    };
  });
}

function described({ id, arn, project, status, sourceVersion, variables, exported }: Build): object {
  return {
    id,
    arn,
    projectName: project,
    buildStatus: status,
    buildComplete: true,
    sourceVersion,
    resolvedSourceVersion: sourceVersion,
    environment: {
      environmentVariables: Object.entries(variables).map(([name, value]) => ({ name, value, type: 'PLAINTEXT' })),
    },
    exportedEnvironmentVariables: Object.entries(exported).map(([name, value]) => ({ name, value })),
    logs: {
      deepLink: `https://console.aws.amazon.com/cloudwatch/home#logs:${id}`,
      groupName: `/aws/codebuild/${project}`,
      streamName: id.split(':')[1],
    },
  };
}
