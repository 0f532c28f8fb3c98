import { parse } from 'yaml';

/** One phase of a buildspec. */
export interface Phase {
  readonly 'commands'?: readonly string[];
  readonly 'finally'?: readonly string[];
  readonly 'on-failure'?: 'ABORT' | 'CONTINUE';
  readonly 'runtime-versions'?: Readonly<Record<string, string | number>>;
}

/** The order in which phases run. */
export const PHASES = ['install', 'pre_build', 'build', 'post_build'] as const;

export type PhaseName = typeof PHASES[number];

/** What CodeBuild is told to do. */
export interface Buildspec {
  readonly version: number;
  readonly env?: {
    readonly 'shell'?: 'bash' | 'sh';
    readonly 'variables'?: Readonly<Record<string, string>>;
    readonly 'exported-variables'?: readonly string[];
  };
  readonly phases: Partial<Record<PhaseName, Phase>>;
}

/** What this runner does as CodeBuild does it. Whatever else a buildspec says is an error, and never ignored. */
const KNOWN = {
  root: ['version', 'env', 'phases'],
  env: ['shell', 'variables', 'exported-variables'],
  phases: PHASES as readonly string[],
  phase: ['commands', 'finally', 'on-failure', 'runtime-versions'],
};

/** The runtimes of CodeBuild's present images. */
const RUNTIMES: Readonly<Record<string, readonly string[]>> = { nodejs: ['22', '24'] };

/** Reads a buildspec. Throws, as CodeBuild ends the build, where it is no good one. */
export function parseBuildspec(text: string): Buildspec {
  const spec = parse(text) as Buildspec;
  if (String(spec?.version) !== '0.2') {
    throw new Error(`YAML_FILE_ERROR: invalid buildspec version ${spec?.version}`);
  }
  if (!spec.phases || Object.keys(spec.phases).length === 0) {
    throw new Error('YAML_FILE_ERROR: phases must not be empty');
  }
  onlyKnown('the buildspec', spec, KNOWN.root);
  onlyKnown('env', spec.env ?? {}, KNOWN.env);
  onlyKnown('phases', spec.phases, KNOWN.phases);
  for (const [name, phase] of Object.entries(spec.phases)) {
    onlyKnown(name, phase, KNOWN.phase);
    [...phase.commands ?? [], ...phase.finally ?? []].forEach((command) => {
      if (typeof command !== 'string') {
        throw new Error(`YAML_FILE_ERROR: Expected Commands[0] to be of string type: found ${JSON.stringify(command)} instead in ${name}`);
      }
    });
    if (!['ABORT', 'CONTINUE', undefined].includes(phase['on-failure'])) {
      throw new Error(`${name} has on-failure: ${phase['on-failure']}, which test/e2e/aws/codebuild does not know. Add it there.`);
    }
    for (const [runtime, version] of Object.entries(phase['runtime-versions'] ?? {})) {
      if (!RUNTIMES[runtime]?.includes(String(version))) {
        throw new Error(`YAML_FILE_ERROR: Unknown runtime version named '${version}' of ${runtime}. This build image has the following versions: ${RUNTIMES[runtime]?.join(', ')}`);
      }
    }
  }
  return spec;
}

function onlyKnown(where: string, value: object, known: readonly string[]): void {
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`${where} says ${unknown.join(', ')}, which test/e2e/aws/codebuild does not know. Add it there.`);
  }
}
