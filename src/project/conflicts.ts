import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ignoredFolder } from './overwritten';
import type { FilePlan } from './plan';
import { writeFile } from './write-file';

/** The folder with the three versions of conflicting files. Git ignores it, and no pipeline or cluster reads it. */
export const CONFLICTS = '.gitops-eks/conflicts';

/** Writes base, ours and theirs of each open conflict, and removes those of resolved ones. */
export function writeConflicts(folder: string, plans: readonly FilePlan[]): void {
  const place = join(folder, CONFLICTS);
  const open = plans.filter(({ conflict }) => conflict);
  if (open.length === 0) {
    rmSync(place, { recursive: true, force: true });
    return;
  }
  ignoredFolder(place);
  const written = new Set(['.gitignore']);
  for (const plan of open) {
    for (const [version, content] of Object.entries(versionsOf(plan))) {
      const name = `${plan.path}.${version}`;
      written.add(name);
      writeFile(join(place, name), content, 0o644);
    }
  }
  filesBelow(place)
    .filter((name) => !written.has(name))
    .forEach((name) => rmSync(join(place, name)));
}

/** The available versions: a folder has no text, and some bases are unknown. */
function versionsOf({ base, disk, file }: FilePlan): Record<string, string | Buffer> {
  const versions = { base, ours: disk.bytes, theirs: file.content };
  return Object.fromEntries(Object.entries(versions).filter(([, content]) => content !== undefined)) as Record<
    string,
    string | Buffer
  >;
}

function filesBelow(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replace(/\\/g, '/'),
      )
    : [];
}

/** The path of a version; `merged` is the draft for an editor. */
export function conflictPath(path: string, version: 'base' | 'ours' | 'theirs' | 'merged'): string {
  return `${CONFLICTS}/${path}.${version}`;
}
