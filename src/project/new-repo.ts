import { PROJEN_DIR, PROJEN_MARKER, TASKS_MANIFEST_VERSION } from 'projen/lib/common';
import { ANSWERS_FILE, answersText } from './answers';
import { LOCK_FILE, lockText, nextLock } from './lock';
import { type TaskSpec, TEST_COMMAND, taskSpecs } from './tasks';
import type { ResolvedOptions } from '../options/resolved-options';
import { type Generator, type RenderedFile, renderRepo } from '../render/render';
import type { Ownership, Repo } from '../render/template';

/** A file of a repository that is not on the disk yet. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
  /** The permission bits. */
  readonly mode: number;
  readonly owner: Ownership;
}

/** The tasks that projen gives to every project. */
const PROJENS_TASKS: readonly TaskSpec[] = [
  { name: 'default', description: 'Synthesize project files', steps: [{ builtin: 'run-projenrc-json' }] },
  {
    name: 'eject',
    description: 'Remove projen from the project',
    env: { PROJEN_EJECTING: 'true' },
    steps: [{ spawn: 'default' }],
  },
  { name: 'test', description: 'Run tests', steps: [{ exec: TEST_COMMAND }] },
];

/**
 * The files that the first synth of a new repository writes, sorted by path. Pure. Without projen, since loading and running it
 * takes longer than everything else that the command line does.
 */
export function newRepoFiles(repo: Repo, options: ResolvedOptions, generator: Generator): NewFile[] {
  const rendered = renderRepo(repo, options, generator);
  const lock = lockText(nextLock(undefined, generator.version, options, rendered));
  const files = [
    ...rendered.map(newFile),
    managedFile(LOCK_FILE, lock),
    managedFile(`${PROJEN_DIR}/tasks.json`, tasksText(rendered)),
    { path: ANSWERS_FILE, content: answersText(repo, options), mode: 0o644, owner: 'once' as const },
  ];
  return [...files, managedFile(`${PROJEN_DIR}/files.json`, manifestText(files))].sort((one, other) => (one.path < other.path ? -1 : 1));
}

function newFile({ path, content, executable, ownership }: RenderedFile): NewFile {
  // As projen does, to show that edits of a managed file get lost.
  const [executableMode, mode] = ownership === 'managed' ? [0o544, 0o444] : [0o755, 0o644];
  return { path, content, mode: executable ? executableMode : mode, owner: ownership };
}

function managedFile(path: string, content: string): NewFile {
  return { path, content, mode: 0o444, owner: 'managed' };
}

function tasksText(files: readonly RenderedFile[]): string {
  const specs = [...PROJENS_TASKS, ...taskSpecs(files)].sort((one, other) => (one.name < other.name ? -1 : 1));
  const tasks = Object.fromEntries(specs.map((spec) => [spec.name, spec]));
  return projensJson({ manifestVersion: TASKS_MANIFEST_VERSION, shell: 'system', tasks });
}

/** projen lists its own files as well, and a list of dependencies that it does not write where there are none. */
function manifestText(files: readonly NewFile[]): string {
  const managed = files.filter(({ owner }) => owner === 'managed').map(({ path }) => path);
  return projensJson({ files: [...managed, `${PROJEN_DIR}/deps.json`, `${PROJEN_DIR}/files.json`].sort() });
}

function projensJson(content: object): string {
  const marked = { ...content, '//': `${PROJEN_MARKER}. To modify, edit ${ANSWERS_FILE} and run "npx projen".` };
  return `${JSON.stringify(marked, undefined, 2)}\n`;
}
