import { join, resolve } from 'node:path';
import { resolve as resolveTokens } from 'projen/lib/_resolve';
import { FileBase, type IResolver } from 'projen/lib/file';
import { PROJECTS, type PlannedRepo, type StagedFile, findTargets, refuseConflicts } from './pair';
import type { ResolvedOptions } from '../options/resolved-options';
import { UserFile } from '../project/files';
import { LOCK_FILE, type Lock } from '../project/lock';

/** What projen's files have for the project types alone. */
interface WithContent {
  synthesizeContent(resolver: IResolver): string | undefined;
}

/**
 * Renders the pair in memory. Writes nothing.
 *
 * @throws BadInput when a target cannot take the files
 */
export function previewPair(options: ResolvedOptions, directory: string, force: boolean): PlannedRepo[] {
  const repos = findTargets(options, directory, force).map((target) => {
    // A folder that never exists, so that nothing of the target is read.
    const outdir = join(resolve(directory), '.create-gitops-eks', target.name);
    const contents = contentsOf(new PROJECTS[target.repo]({ ...options, outdir }));
    return { ...target, contents, files: filesOf(contents) };
  });
  refuseConflicts(repos.filter(({ occupant }) => occupant === 'files'), ({ contents }, path) => Buffer.from(contents.get(path) ?? ''));
  return repos.map(({ contents: _, ...planned }) => planned);
}

/** The files that synthesizing would write: `projen` renders its own ones from the same objects. */
function contentsOf(project: InstanceType<(typeof PROJECTS)['app' | 'config']>): Map<string, string> {
  const contents = new Map<string, string>();
  for (const component of project.components) {
    if (component instanceof UserFile) {
      contents.set(component.file.path, component.file.content);
    } else if (component instanceof FileBase) {
      const content = (component as unknown as WithContent).synthesizeContent({ resolve: (value, how) => resolveTokens(value, how) });
      if (content !== undefined) {
        contents.set(component.path, content);
      }
    }
  }
  return contents;
}

function filesOf(contents: ReadonlyMap<string, string>): StagedFile[] {
  const lock: Lock = JSON.parse(contents.get(LOCK_FILE) ?? '{"files":[]}');
  const owners = new Map([...lock.files.map(({ path, owner }) => [path, owner] as const), ['.projenrc.json', 'once'] as const]);
  return [...contents.keys()].sort().map((path) => ({
    path,
    size: Buffer.byteLength(contents.get(path) as string),
    owner: owners.get(path) ?? 'managed',
  }));
}
