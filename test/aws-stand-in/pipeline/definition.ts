import { ANY, type Known, onlyKnown } from '../only-known';

/** The settings of a pipeline that an execution requires. */
export interface PipelineDefinition {
  readonly name: string;
  readonly roleArn: string;
  readonly artifactStore: { readonly location: string; readonly encryptionKey?: { readonly id: string } };
  readonly stages: readonly { readonly name: string; readonly actions: readonly ActionDefinition[] }[];
}

/** One action of a stage. */
export interface ActionDefinition {
  readonly name: string;
  readonly namespace?: string;
  readonly actionTypeId: { readonly category: string; readonly provider: string };
  readonly configuration: Readonly<Record<string, string>>;
  readonly inputArtifacts: readonly { readonly name: string }[];
  readonly outputArtifacts: readonly { readonly name: string }[];
}

const PIPELINE: Known = {
  name: ANY,
  version: ANY,
  roleArn: ANY,
  pipelineType: ['V2'],
  // In other modes, an older execution could overtake a newer one.
  executionMode: ['QUEUED'],
  artifactStore: { type: ['S3'], location: ANY, encryptionKey: { type: ['KMS'], id: ANY } },
  stages: { name: ANY, actions: ANY },
};

const ACTION = {
  name: ANY,
  namespace: ANY,
  // AWS runs them in parallel, the stand-in sequentially.
  runOrder: [1],
  actionTypeId: { category: ANY, owner: ['AWS'], provider: ANY, version: ['1'] },
};

/** The supported actions, by category and provider, and their default configuration. */
const KINDS: Readonly<Record<string, { readonly known: Known; readonly defaults?: Readonly<Record<string, string>> }>> =
  {
    'Source/CodeCommit': {
      known: {
        ...ACTION,
        // A polling source starts an execution for each commit, beside those that rules start.
        configuration: {
          RepositoryName: ANY, BranchName: ANY, PollForSourceChanges: ['false'], OutputArtifactFormat: ['CODE_ZIP'],
        },
        inputArtifacts: [],
        outputArtifacts: { name: ANY },
      },
      defaults: { PollForSourceChanges: 'true' },
    },
    'Build/CodeBuild': {
      known: {
        ...ACTION,
        configuration: { ProjectName: ANY, EnvironmentVariables: ANY },
        inputArtifacts: { name: ANY },
        outputArtifacts: [],
      },
    },
  };

/** `Source/CodeCommit` */
export function kindOf({ actionTypeId: { category, provider } }: ActionDefinition): string {
  return `${category}/${provider}`;
}

/** Throws if the pipeline uses an unsupported setting. */
export function requireKnown(pipeline: PipelineDefinition): void {
  const what = `the pipeline "${pipeline.name}"`;
  onlyKnown('CodePipeline', what, { pipelineType: 'V1', executionMode: 'SUPERSEDED', ...pipeline }, PIPELINE);
  for (const action of pipeline.stages.flatMap(({ actions }) => actions)) {
    const kind = KINDS[kindOf(action)];
    if (!kind) {
      throw new Error(
        `Our CodePipeline does not know actions of the kind ${kindOf(action)}, as "${action.name}" of ${what} is one.`,
      );
    }
    onlyKnown(
      'CodePipeline',
      `the action "${action.name}"`,
      { ...action, configuration: { ...kind.defaults, ...action.configuration } },
      kind.known,
    );
    if (action.inputArtifacts.length > 1 || action.outputArtifacts.length > 1) {
      throw new Error(`Our CodePipeline does not know more than one artifact of the action "${action.name}".`);
    }
  }
}

/** Output variables by the namespace of their action. */
export type Variables = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Replaces `#{Namespace.NAME}` in a text. Throws if a completed action has no such variable. */
export function resolveVariables(text: string, variables: Variables): string {
  return text.replace(/#\{([\w-]+)\.([\w-]+)\}/g, (reference, namespace, name) => {
    const value = variables[namespace]?.[name];
    if (value === undefined) {
      throw new Error(
        `Valid format for a pipeline execution variable reference is a namespace and a key: ${reference} names no variable of an action before this one.`,
      );
    }
    return value;
  });
}
