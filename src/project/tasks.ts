import { Layout } from '../options/enums';
import { inWordsOfLayout } from '../options/layout-words';
import type { ManagerFacts } from '../package-managers/table';
import type { RenderedFile } from '../render/render';

/** A step of a task, in the format of `.projen/tasks.json`. */
export interface TaskStep {
  readonly exec?: string;
  readonly spawn?: string;
  readonly builtin?: string;
  readonly receiveArgs?: boolean;
}

/** A task, in the format of `.projen/tasks.json`. */
export interface TaskSpec {
  readonly name: string;
  readonly description: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly TaskStep[];
}

/** Tasks that run a program of this package, because they concern both repositories or need the rendered files. */
const PROGRAMS: ReadonlyArray<readonly [task: string, code: string, description: string]> = [
  ['up', bundled('up'), 'Brings the pair up, from an empty account to the page; --dry-run shows the steps'],
  ['down', bundled('down'), 'Deletes what the pair has created in AWS, and lists what is left'],
  ['doctor', bundled('doctor'), 'Checks both repositories, the programs on this machine and the deployed resources'],
  ['pair:sync', bundled('pair-sync'), 'Copies the answers of this repository to the other one and renders both'],
  ['merge', filesProgram('merge'), 'Shows conflicts between your files and the new rendering; --ours, --theirs and --tool resolve them, --check fails while one is open'],
  ['files:diff', filesProgram('diff'), 'Shows the differences between your files and the current rendering'],
  ['files:take', filesProgram('take'), 'Replaces your files with the current rendering'],
  ['files:restore', filesProgram('restore'), 'Overwrites your edits of managed files'],
];

/** Silent if an interrupted installation has left this package incomplete: the package manager has reported why. */
const UPGRADE_FAILED =
  'node -e "try { require(\'create-gitops-eks/lib/programs/run.js\').upgradeFailed() } catch { process.exitCode = 1 }"';

function bundled(program: string): string {
  return `require('create-gitops-eks/lib/bundle/${program}.js')`;
}

function filesProgram(name: string): string {
  return `require('create-gitops-eks/lib/programs/run.js').${name}()`;
}

/**
 * Returns the tasks of a generated repository in addition to projen's own: `build`, `upgrade`, one for
 * each program of this package, and one for each script.
 * The script `scripts/app/sync.sh` becomes the task `app:sync`. Its first comment becomes the description.
 */
export function taskSpecs(
  files: readonly RenderedFile[], { upgrade, words }: ManagerFacts, layout: `${Layout}`,
): TaskSpec[] {
  return [
    {
      name: 'build',
      description: 'Synthesize project files, then run tests',
      steps: [{ spawn: 'default' }, { spawn: 'test' }],
    },
    {
      name: 'upgrade',
      description: 'Update the generator and projen, then render all files again',
      steps: [{ exec: `${upgrade} || ${UPGRADE_FAILED}` }, { exec: words.projen }],
    },
    ...PROGRAMS.filter(([name]) => layout === Layout.PAIR || name !== 'pair:sync').map(([name, code, description]) => ({
      name,
      description: inWordsOfLayout(layout, description),
      // require() also finds the package in a parent folder, where a workspace keeps it. projen quotes the arguments in
      // "$@".
      steps: [{ exec: `node -e "${code}" -- "$@"`, receiveArgs: true }],
    })),
    ...files.flatMap(({ path, content }): TaskSpec[] => {
      const name = taskName(path);
      // Privileged mode (-p) ignores BASH_ENV and the functions and options of the caller's shell. projen quotes the
      // arguments in "$@".
      const steps = [{ exec: `bash -p ${path} "$@"`, receiveArgs: true }];
      return name ? [{ name, description: describeScript(path, content), steps }] : [];
    }),
  ];
}

/** Returns the name of a script's task; undefined for other files and for the scripts' library. */
export function taskName(path: string): string | undefined {
  const match = /^scripts\/(?!lib\/)([a-z/-]+)\.sh$/.exec(path);
  return match?.[1].replace(/\//g, ':');
}

function describeScript(path: string, content: string): string {
  // The note that a file is managed comes first, unless its user owns it.
  const description = content.split('\n', 10).slice(1).find((line) => line.startsWith('# ') && !line.startsWith('# Managed by '));
  if (!description) {
    throw new Error(`${path} must have a description in its first comment`);
  }
  return description.replace(/^# /, '').replace(/\.$/, '');
}
