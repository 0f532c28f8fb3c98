import { join } from 'node:path';
import type { Aws } from './aws/aws';
import { type Result, notChecked, ok, problem } from './result';
import { type Subject, inRepo, isSingle } from './subject';
import { failed } from './world';
import { changedAnswers } from '../options/changes/plan';
import type { Answers } from '../options/option';
import { describeProblem, quote } from '../options/problem';
import type { PairRepo } from '../options/repo';
import { ANSWERS_FILE } from '../project/answers';
import { LOCK_FILE, type Lock } from '../project/lock';
import { answersOf, disagreements, otherRepo, repoName, siblingFolder, valuesOf } from '../project/sibling';

/** The answers of the other repository. */
interface Sibling {
  readonly answers: Answers;
  readonly where: string;
  /** False if they were read from CodeCommit. */
  readonly isFolder: boolean;
}

/**
 * Checks that both repositories have the same answers and were rendered from them.
 *
 * @param aws undefined without credentials for the account
 */
export async function answerResults(subject: Subject, aws: Aws | undefined): Promise<Result[]> {
  if (isSingle(subject)) {
    const results = lockResults(subject, subject.repo, subject.options);
    return results.length > 0 ? results : [ok('answers', 'The files were rendered with the answers in .projenrc.json.')];
  }
  const sibling = siblingInFolder(subject) ?? (aws ? await siblingInCodeCommit(subject, aws) : undefined);
  const path = siblingFolder(subject.repo, subject.options);
  if (sibling === undefined || 'status' in sibling) {
    return [
      ...lockResults(subject, subject.repo, subject.options),
      sibling ?? notChecked('answers', `${path} does not exist, and reading it from CodeCommit requires AWS credentials.`),
    ];
  }
  const differ = disagreements(subject.options, sibling.answers);
  return [
    ...(differ.length > 0
      ? differ.map(({ option, here, there }) =>
        problem(
          'answers',
          sibling.where,
          `${option} is ${quote(there)}, but ${quote(here)} here.`,
          sibling.isFolder
            ? `npx projen pair:sync (copies the answers of this repository to ${path}; run it there to copy them here)`
            : `Clone it to ${path}, then run npx projen pair:sync.`,
        ),
      )
      : [ok('answers', `This repository and ${sibling.where} have the same answers.`)]),
    ...lockResults(subject, subject.repo, subject.options),
    ...(sibling.isFolder
      ? [...lockResults(subject, otherRepo(subject.repo), sibling.answers), ...versionResults(subject)]
      : []),
  ];
}

function siblingInFolder({ world, repo, options, folders }: Subject): Sibling | Result | undefined {
  const other = otherRepo(repo);
  const where = `${siblingFolder(repo, options)}/${ANSWERS_FILE}`;
  const text = world.read(join(folders[other], ANSWERS_FILE));
  const answers = text === undefined ? undefined : answersOf(other, text);
  return text === undefined || answers
    ? answers && { answers, where, isFolder: true }
    : problem(
      'answers', where, 'This file is invalid JSON, or does not belong to the other repository of this pair.',
      `Restore it: git -C ${siblingFolder(repo, options)} checkout -- ${ANSWERS_FILE}`,
    );
}

async function siblingInCodeCommit({ repo, options }: Subject, aws: Aws): Promise<Sibling | Result> {
  const other = otherRepo(repo);
  const name = repoName(other, options);
  const answer = await aws.call(
    'codecommit', 'get-file', '--repository-name', name, '--commit-specifier', options.defaultBranch, '--file-path',
    ANSWERS_FILE, '--query', 'fileContent', '--output', 'text',
  );
  const where = `${name} (CodeCommit, ${options.defaultBranch}): ${ANSWERS_FILE}`;
  if (failed(answer)) {
    return notChecked(
      'answers', `../${name} does not exist, and its answers cannot be read from CodeCommit: ${answer.problem}`,
    );
  }
  const answers = answersOf(other, Buffer.from(answer.text, 'base64').toString());
  return answers
    ? { answers, where, isFolder: false }
    : notChecked('answers', `${where} does not belong to the other repository of this pair.`);
}

/** Checks that the last synth of a repository used its current answers. */
function lockResults(subject: Subject, repo: PairRepo, given: Answers): Result[] {
  const { values, problems } = valuesOf(given);
  const where = inRepo(subject, repo, ANSWERS_FILE);
  if (problems.length > 0) {
    return problems.map((each) => problem('answers', where, `${describeProblem(each)}.`, 'Correct the answer.'));
  }
  const changed = changedAnswers(lockOf(subject, repo)?.answers ?? {}, values);
  return changed.map(({ option, before, after }) =>
    problem(
      'answers', where, `${option} is ${quote(after)}, but the files were rendered with ${quote(before)}.`,
      inRepo(subject, repo, 'npx projen'),
    ),
  );
}

/** Checks that one release rendered both repositories. */
function versionResults(subject: Subject): Result[] {
  const [here, there] = [subject.repo, otherRepo(subject.repo)].map(
    (repo) => lockOf(subject, repo)?.generator?.version,
  );
  return here === undefined || there === undefined || here === there
    ? []
    : [
      problem(
        'answers', LOCK_FILE,
        `create-gitops-eks ${here} rendered this repository and ${there} rendered the other one.`,
        'npx projen upgrade (in both repositories)',
      ),
    ];
}

function lockOf({ world, folders }: Subject, repo: PairRepo): Partial<Pick<Lock, 'answers' | 'generator'>> | undefined {
  try {
    return JSON.parse(world.read(join(folders[repo], LOCK_FILE)) ?? '') ?? undefined;
  } catch {
    return undefined;
  }
}
