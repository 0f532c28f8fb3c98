import type { Project } from 'projen/lib/project';
import { TaskShell } from 'projen/lib/task-shell';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';
import type { RenderedFile } from '../render/render';

/** Steps of projen's own build that a repository without a compiler has no use for. */
const UNUSED_TASKS = ['build', 'pre-compile', 'compile', 'post-compile', 'package'];

/**
 * Gives a generated repository its tasks: one for each script, and the few that are the package manager's or projen's.
 * The script `scripts/app/sync.sh` is the task `app:sync`; its first comment says what it does.
 */
export function addTasks(project: Project, files: readonly RenderedFile[], { packageManager }: ResolvedOptions): void {
  const { upgrade, words } = factsOf(packageManager);
  // projen's own shell ends with 0 when a signal kills its command: a build that runs out of memory would pass.
  project.tasks.shell = TaskShell.system();
  UNUSED_TASKS.forEach((name) => project.removeTask(name));
  project.testTask.exec(words.test);
  const build = project.addTask('build', { description: 'Synthesize project files, then run tests' });
  build.spawn(project.defaultTask ?? project.testTask);
  if (project.defaultTask) {
    build.spawn(project.testTask);
  }
  project.addTask('upgrade', {
    description: 'Take the newest release of the generator and render what it manages again',
    steps: [
      { exec: upgrade },
      { exec: project.projenCommand },
    ],
  });
  for (const { path, content } of files) {
    const name = taskName(path);
    if (name) {
      // Privileged mode reads no BASH_ENV, and takes no functions and options from the caller's shell. projen quotes what stands for "$@".
      project.addTask(name, { description: describeScript(path, content), exec: `bash -p ${path} "$@"`, receiveArgs: true });
    }
  }
}

/** The task of a script; undefined for every other file and for the library of the scripts. */
export function taskName(path: string): string | undefined {
  const match = /^scripts\/(?!lib\/)([a-z/-]+)\.sh$/.exec(path);
  return match?.[1].replace(/\//g, ':');
}

function describeScript(path: string, content: string): string {
  const [note, description] = content.split('\n').slice(1).filter((line) => line.startsWith('# '));
  if (!note || !description) {
    throw new Error(`${path} must say in its first comment what it does`);
  }
  return description.replace(/^# /, '').replace(/\.$/, '');
}
