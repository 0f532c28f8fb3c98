import { parse } from 'yaml';
import { ANY, type Known, onlyKnown } from '../only-known';

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

/** A parsed buildspec. */
export interface Buildspec {
  readonly version: number;
  readonly env?: {
    readonly 'shell'?: 'bash' | 'sh';
    readonly 'variables'?: Readonly<Record<string, string>>;
    readonly 'exported-variables'?: readonly string[];
  };
  readonly phases: Partial<Record<PhaseName, Phase>>;
}

/** The supported keys, in each phase and at the top level. */
const PHASE = { 'commands': ANY, 'finally': ANY, 'on-failure': ['ABORT', 'CONTINUE'] };
const BUILDSPEC: Known = {
  version: ANY,
  env: { 'shell': ['bash', 'sh'], 'variables': ANY, 'exported-variables': ANY },
  phases: { install: { ...PHASE, 'runtime-versions': ANY }, pre_build: PHASE, build: PHASE, post_build: PHASE },
};

/** The runtimes of CodeBuild's current images. */
const RUNTIMES: Readonly<Record<string, readonly string[]>> = { nodejs: ['22', '24'] };

/** Parses a buildspec. Throws if CodeBuild would reject it. */
export function parseBuildspec(text: string): Buildspec {
  const spec = parse(text) as Buildspec;
  if (String(spec?.version) !== '0.2') {
    throw new Error(`YAML_FILE_ERROR: invalid buildspec version ${spec?.version}`);
  }
  if (!spec.phases || Object.keys(spec.phases).length === 0) {
    throw new Error('YAML_FILE_ERROR: phases must not be empty');
  }
  onlyKnown('CodeBuild', 'the buildspec', spec, BUILDSPEC);
  for (const [name, phase] of Object.entries(spec.phases)) {
    [...phase.commands ?? [], ...phase.finally ?? []].forEach((command) => {
      if (typeof command !== 'string') {
        throw new Error(
          `YAML_FILE_ERROR: Expected Commands[0] to be of string type: found ${JSON.stringify(command)} instead in ${name}`,
        );
      }
    });
    for (const [runtime, version] of Object.entries(phase['runtime-versions'] ?? {})) {
      if (!RUNTIMES[runtime]?.includes(String(version))) {
        throw new Error(
          `YAML_FILE_ERROR: Unknown runtime version named '${version}' of ${runtime}. This build image has the following versions: ${RUNTIMES[runtime]?.join(', ')}`,
        );
      }
    }
  }
  return spec;
}
