import type { ManagerFacts } from '../package-managers/table';
import type { RenderedFile } from '../render/render';

/** A step of a task, as `.projen/tasks.json` has it. */
export interface TaskStep {
  readonly exec?: string;
  readonly spawn?: string;
  readonly builtin?: string;
  readonly receiveArgs?: boolean;
}

/** A task, as `.projen/tasks.json` has it. */
export interface TaskSpec {
  readonly name: string;
  readonly description: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly TaskStep[];
}

/** Tasks that run a program of this package: they compare both repositories, for which the scripts of one are not the place. */
const PROGRAMS: ReadonlyArray<readonly [task: string, program: string, description: string]> = [
  [
    'doctor', 'doctor',
    'Checks both repositories, the programs on this machine, and what is deployed; says how to correct what is wrong',
  ],
  ['pair:sync', 'pair-sync', 'Gives the other repository the answers of this one, and renders both'],
];

/**
 * The tasks of a generated repository beside projen's own: one for each script, and the few that are the package manager's, projen's, or
 * programs of this package.
 * The script `scripts/app/sync.sh` is the task `app:sync`; its first comment says what it does.
 */
export function taskSpecs(files: readonly RenderedFile[], { upgrade, words }: ManagerFacts): TaskSpec[] {
  return [
    {
      name: 'build',
      description: 'Synthesize project files, then run tests',
      steps: [{ spawn: 'default' }, { spawn: 'test' }],
    },
    {
      name: 'upgrade',
      description: 'Take the newest release of the generator and render what it manages again',
      steps: [{ exec: upgrade }, { exec: words.projen }],
    },
    ...PROGRAMS.map(([name, program, description]) => ({
      name,
      description,
      // Node.js finds the package, which a workspace may keep further up. projen quotes what stands for "$@".
      steps: [{ exec: `node -e "require('create-gitops-eks/lib/bundle/${program}.js')" -- "$@"`, receiveArgs: true }],
    })),
    ...files.flatMap(({ path, content }): TaskSpec[] => {
      const name = taskName(path);
      // Privileged mode reads no BASH_ENV, and takes no functions and options from the caller's shell.
      const steps = [{ exec: `bash -p ${path} "$@"`, receiveArgs: true }];
      return name ? [{ name, description: describeScript(path, content), steps }] : [];
    }),
  ];
}

/** The task of a script; undefined for every other file and for the library of the scripts. */
export function taskName(path: string): string | undefined {
  const match = /^scripts\/(?!lib\/)([a-z/-]+)\.sh$/.exec(path);
  return match?.[1].replace(/\//g, ':');
}

function describeScript(path: string, content: string): string {
  const [note, description] = content.split('\n', 10).slice(1).filter((line) => line.startsWith('# '));
  if (!note || !description) {
    throw new Error(`${path} must say in its first comment what it does`);
  }
  return description.replace(/^# /, '').replace(/\.$/, '');
}
