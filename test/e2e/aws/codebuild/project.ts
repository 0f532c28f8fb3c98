/** What CodeBuild knows of a project, as far as a build needs it. */
export interface Project {
  readonly name: string;
  readonly arn: string;
  readonly serviceRole: string;
  readonly source: { readonly type: 'CODEPIPELINE' | 'CODECOMMIT' | 'NO_SOURCE'; readonly location?: string; readonly buildspec?: string };
  readonly environment: {
    readonly privilegedMode?: boolean;
    readonly environmentVariables?: readonly EnvironmentVariable[];
  };
  readonly logsConfig?: { readonly cloudWatchLogs?: { readonly status: string; readonly groupName?: string } };
  readonly timeoutInMinutes?: number;
}

/** A variable of a project, or one that is given to a single build. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
}

/** The variables by name; the last one of a name counts. Throws where a value is not plain. */
export function plainVariables(variables: readonly EnvironmentVariable[]): Record<string, string> {
  return Object.fromEntries(variables.map(({ name, value, type = 'PLAINTEXT' }) => {
    if (type !== 'PLAINTEXT') {
      throw new Error(`The variable ${name} is of type ${type}, which test/e2e/aws/codebuild does not know. Add it there.`);
    }
    return [name, String(value)];
  }));
}
