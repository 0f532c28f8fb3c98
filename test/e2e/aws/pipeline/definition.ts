/** A pipeline as it is deployed, as far as running it needs to know. */
export interface PipelineDefinition {
  readonly name: string;
  readonly roleArn: string;
  readonly executionMode?: string;
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

/** Output variables by the namespace of the action that has them. */
export type Variables = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Puts the values of `#{Namespace.NAME}` into a text. Throws where an action that has run has no such variable. */
export function resolveVariables(text: string, variables: Variables): string {
  return text.replace(/#\{([\w-]+)\.([\w-]+)\}/g, (reference, namespace, name) => {
    const value = variables[namespace]?.[name];
    if (value === undefined) {
      throw new Error(`Valid format for a pipeline execution variable reference is a namespace and a key: ${reference} names no variable of an action before this one.`);
    }
    return value;
  });
}
