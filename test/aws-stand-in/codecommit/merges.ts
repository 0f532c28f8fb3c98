import { mergeBase, readCommit, Signature, writeCommit } from './commits';
import { GitRepository } from './git-repository';
import { ServiceError } from './service-error';
import { filesOf, withFile } from './trees';

export type MergeOption = 'FAST_FORWARD_MERGE' | 'SQUASH_MERGE' | 'THREE_WAY_MERGE';

/** Merges one commit into another and returns the new tip. A file that both sides changed is a conflict. */
export function merge(
  repository: GitRepository, into: string, from: string, option: MergeOption, author: Signature, message: string,
): string {
  const base = mergeBase(repository, into, from);
  if (option === 'FAST_FORWARD_MERGE') {
    if (base !== into) {
      throw new ServiceError('ManualMergeRequiredException', 'The branches have diverged.');
    }
    return from;
  }
  const tree = mergedTree(repository, base, into, from);
  const parents = option === 'SQUASH_MERGE' ? [into] : [into, from];
  return writeCommit(repository, { tree, parents, author, committer: author, message });
}

function mergedTree(repository: GitRepository, base: string | undefined, into: string, from: string): string {
  const treeOf = (commit: string) => readCommit(repository, commit)!.tree;
  const [old, ours, theirs] = [base, into, from].map((commit) =>
    commit ? filesOf(repository, treeOf(commit)) : new Map(),
  );
  const idOf = (files: typeof old, path: string) => files.get(path)?.id;
  let tree = treeOf(into);
  for (const path of new Set([...old.keys(), ...theirs.keys()])) {
    const [was, here, there] = [idOf(old, path), idOf(ours, path), idOf(theirs, path)];
    if (there === was || there === here) {
      continue;
    }
    if (here !== was) {
      throw new ServiceError('ManualMergeRequiredException', `${path} has been changed on both sides.`);
    }
    tree = withFile(repository, tree, path, theirs.get(path));
  }
  return tree;
}
