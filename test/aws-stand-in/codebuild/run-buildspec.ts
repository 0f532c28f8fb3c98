import { type Buildspec, PHASES, type PhaseName } from './buildspec';
import { Shell } from './shell';

/** The folder and the environment of a buildspec. */
export interface BuildspecRun {
  readonly spec: Buildspec;
  /** The folder with the source. */
  readonly cwd: string;
  /** The complete environment. It overrides the variables of the buildspec. */
  readonly env: Readonly<Record<string, string>>;
  readonly write: (text: string) => void;
  /** @default no limit */
  readonly timeout?: number;
  /** @default false */
  readonly isOnLambda?: boolean;
}

/** The result. */
export interface BuildspecResult {
  readonly succeeded: boolean;
  /** Each executed phase and its status. */
  readonly phases: readonly { readonly name: PhaseName; readonly succeeded: boolean }[];
  /** The first failed command. */
  readonly failedCommand?: string;
  readonly exported: Readonly<Record<string, string>>;
}

/** Runs the phases of a buildspec in one shell, in CodeBuild's order and with its rules for failures. */
export async function runBuildspec({
  spec, cwd, env, write, timeout, isOnLambda,
}: BuildspecRun): Promise<BuildspecResult> {
  const variables = Object.fromEntries(
    Object.entries(spec.env?.variables ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const shell = new Shell(
    spec.env?.shell ?? 'sh',
    cwd,
    { ...variables, ...env, CODEBUILD_BUILD_SUCCEEDING: '1' },
    write,
    isOnLambda,
  );
  const late =
    timeout &&
    setTimeout(() => {
      write('Build timed out\n');
      shell.end();
    }, timeout);
  const phases: { name: PhaseName; succeeded: boolean }[] = [];
  let failedCommand: string | undefined;
  try {
    for (const name of PHASES) {
      const phase = spec.phases[name];
      if (!phase) {
        continue;
      }
      write(`[Container] Entering phase ${name.toUpperCase()}\n`);
      const failed = await firstFailure(shell, phase.commands ?? [], write);
      if (failed) {
        failedCommand ??= failed;
        await shell.run('export CODEBUILD_BUILD_SUCCEEDING=0');
      }
      // They run even after a failure.
      const failedAtLast = await firstFailure(shell, phase.finally ?? [], write);
      failedCommand ??= failedAtLast;
      const succeeded = !failed && !failedAtLast;
      phases.push({ name, succeeded });
      write(`[Container] Phase complete: ${name.toUpperCase()} State: ${succeeded ? 'SUCCEEDED' : 'FAILED'}\n`);
      // After a failed build, post_build still runs unless on-failure says otherwise.
      if (!succeeded && phase['on-failure'] !== 'CONTINUE' && (name !== 'build' || phase['on-failure'] === 'ABORT')) {
        break;
      }
    }
    const exported = await exportedBy(shell, spec.env?.['exported-variables'] ?? []);
    return { succeeded: phases.every((phase) => phase.succeeded), phases, failedCommand, exported };
  } finally {
    clearTimeout(late || undefined);
    shell.end();
  }
}

async function firstFailure(
  shell: Shell, commands: readonly string[], write: (text: string) => void,
): Promise<string | undefined> {
  for (const command of commands) {
    write(`[Container] Running command ${command}\n`);
    const code = await shell.run(command);
    if (code !== 0) {
      write(`[Container] Command did not exit successfully ${command} exit status ${code}\n`);
      return command;
    }
  }
  return undefined;
}

async function exportedBy(shell: Shell, names: readonly string[]): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const name of names) {
    values[name] = await shell.exported(name) ?? '';
  }
  return values;
}
