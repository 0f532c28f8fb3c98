import { GitRepository } from './git-repository';

/** The author of a commit and its date in Git's form: seconds and a time zone. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** A commit, or undefined if it does not exist. */
export function readCommit(repository: GitRepository, id: string): Commit | undefined {
  const text = repository.read(id, 'commit')?.toString('utf8');
  if (text === undefined) {
    return undefined;
  }
  const end = text.indexOf('\n\n');
  const fields = text
    .slice(0, end)
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
  const all = (key: string) => fields.filter(([name]) => name === key).map(([, value]) => value);
  return {
    tree: all('tree')[0],
    parents: all('parent'),
    author: parse(all('author')[0]),
    committer: parse(all('committer')[0]),
    message: text.slice(end + 2),
  };
}

/** Stores a commit and returns its ID. */
export function writeCommit(repository: GitRepository, { tree, parents, author, committer, message }: Commit): string {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${format(author)}`,
    `committer ${format(committer)}`,
  ];
  return repository.write('commit', Buffer.from(`${lines.join('\n')}\n\n${message}`));
}

/** A commit and its ancestors, the nearest first. */
export function history(repository: GitRepository, id: string): Set<string> {
  const found = new Set([id]);
  for (const commit of found) {
    readCommit(repository, commit)?.parents.forEach((parent) => found.add(parent));
  }
  return found;
}

/** The merge base of two commits. */
export function mergeBase(repository: GitRepository, one: string, other: string): string | undefined {
  const others = history(repository, other);
  return [...history(repository, one)].find((commit) => others.has(commit));
}

function parse(text: string): Signature {
  const [, name, email, date] = /^(.*) <(.*)> (\d+ [+-]\d{4})$/.exec(text)!;
  return { name, email, date };
}

function format({ name, email, date }: Signature): string {
  const clean = (text: string) => text.replace(/[<>\n\0]/g, '');
  return `${clean(name)} <${clean(email)}> ${date}`;
}
