import type { Project } from 'projen/lib/project';
import { TaskShell } from 'projen/lib/task-shell';
import { taskSpecs } from './tasks';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';
import type { RenderedFile } from '../render/render';

/** Tasks of projen's default build. A repository without a compiler does not need them. */
const UNUSED_TASKS = ['build', 'pre-compile', 'compile', 'post-compile', 'package'];

/** Adds the tasks of a generated repository to its project. */
export function addTasks(
  project: Project, files: readonly RenderedFile[], { packageManager, layout }: ResolvedOptions,
): void {
  const manager = factsOf(packageManager);
  // projen's own shell exits with 0 if a signal kills its command: a build that runs out of memory would pass.
  project.tasks.shell = TaskShell.system();
  UNUSED_TASKS.forEach((name) => project.removeTask(name));
  project.testTask.exec(manager.words.test);
  for (const { name, description, steps } of taskSpecs(files, manager, layout)) {
    // An ejected project has no default task.
    const known = steps.filter(({ spawn }) => !spawn || project.tasks.tryFind(spawn));
    project.addTask(name, { description, steps: known });
  }
}
