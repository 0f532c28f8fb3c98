import { GitRepository } from './git-repository';

/** A file or folder in a tree. */
export interface Entry {
  readonly mode: string;
  readonly id: string;
}

const FOLDER = '40000';

function readTree(repository: GitRepository, tree: string): Map<string, Entry> {
  const body = repository.read(tree, 'tree') ?? Buffer.alloc(0);
  const entries = new Map<string, Entry>();
  for (let at = 0; at < body.length;) {
    const [space, end] = [body.indexOf(' ', at), body.indexOf(0, at)];
    entries.set(body.toString('utf8', space + 1, end), {
      mode: body.toString('latin1', at, space), id: body.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

function writeTree(repository: GitRepository, entries: ReadonlyMap<string, Entry>): string {
  // Git's order: folders as if their names ended in a slash.
  const key = ([name, { mode }]: readonly [string, Entry]) => Buffer.from(mode === FOLDER ? `${name}/` : name);
  const sorted = [...entries].sort((one, other) => Buffer.compare(key(one), key(other)));
  return repository.write(
    'tree',
    Buffer.concat(sorted.flatMap(([name, { mode, id }]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')])),
  );
}

/** All files below a tree, by path. */
export function filesOf(repository: GitRepository, tree: string, folder = ''): Map<string, Entry> {
  return new Map(
    [...readTree(repository, tree)].flatMap(([name, entry]) =>
      entry.mode === FOLDER
        ? [...filesOf(repository, entry.id, `${folder}${name}/`)]
        : [[folder + name, entry] as const],
    ),
  );
}

/** One file, or undefined if the path has none. */
export function fileAt(repository: GitRepository, tree: string, path: string): Entry | undefined {
  const [name, ...rest] = path.split('/');
  const entry = readTree(repository, tree).get(name);
  if (rest.length === 0) {
    return entry?.mode === FOLDER ? undefined : entry;
  }
  return entry?.mode === FOLDER ? fileAt(repository, entry.id, rest.join('/')) : undefined;
}

/** The tree with one file written or removed; folders without files are removed, too. */
export function withFile(
  repository: GitRepository, tree: string | undefined, path: string, file: Entry | undefined,
): string {
  const entries = tree ? readTree(repository, tree) : new Map<string, Entry>();
  const [name, ...rest] = path.split('/');
  let entry = file;
  if (rest.length > 0) {
    const old = entries.get(name);
    const id = withFile(repository, old?.mode === FOLDER ? old.id : undefined, rest.join('/'), file);
    entry = readTree(repository, id).size > 0 ? { mode: FOLDER, id } : undefined;
  }
  if (entry) {
    entries.set(name, entry);
  } else {
    entries.delete(name);
  }
  return writeTree(repository, entries);
}
