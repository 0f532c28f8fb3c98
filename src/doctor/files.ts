import { type Result, notChecked, ok, problem } from './result';
import { type Subject, inRepo, isSingle, seenFrom, withPaths } from './subject';
import { checkPair } from '../checks';
import { otherRepo, siblingFolder } from '../project/sibling';

/** Compares the files of both repositories on disk with each other. */
export function fileResults(subject: Subject): Result[] {
  const { pair, repo, options } = subject;
  const { findings, unchecked } = checkPair(pair);
  // A single repository has each file by two names.
  const count = pair.names(isSingle(subject) ? /^app\// : /./).length;
  return [
    ...findings.map(({ file, problem: what, fix }) => {
      const of = file.startsWith('app/') ? 'app' : 'config';
      return problem(
        'files', seenFrom(subject, file), withPaths(subject, what), inRepo(subject, of, withPaths(subject, fix)),
      );
    }),
    ...findings.length === 0 ? [ok('files', `${count} files are consistent with each other.`)] : [],
    ...unchecked.map((what) => notChecked('files', withPaths(subject, what))),
    ...(pair.has(otherRepo(repo))
      ? []
      : [
        notChecked(
          'files', `${siblingFolder(repo, options)} does not exist, so its files were not compared.`,
          `git clone the other repository to ${siblingFolder(repo, options)}`,
        ),
      ]),
  ];
}
