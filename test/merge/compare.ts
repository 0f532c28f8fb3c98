/**
 * Compares this package's merge with other tools on the same edits:
 * `npx tsx test/merge/compare.ts [MERGES] [PROGRAM OF COPIER]`.
 * The table is in docs/reliability.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeWithGit } from './judge';
import { type RandomMerge, RandomMerges } from './random-merges';
import { mergeContents } from '../../src/merge/contents';
import { FUZZ_SEED } from '../support/fuzz';

const [count = '1000', copier] = process.argv.slice(2);

/** What is on disk after an update; `reported` says that the program told of a conflict. */
interface After {
  readonly text: string;
  readonly reported: boolean;
}

const generator = new RandomMerges(FUZZ_SEED);
const merges = Array.from({ length: Number(count) }, () => generator.next()).filter(
  ({ ours, path }) => !ours.includes('\r') && !path.includes('/overlays/'),
);

/** A new template, an old project: all cases are files of one project. */
function withCopier(program: string): After[] {
  const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-copier-'));
  const [template, project] = [join(folder, 'template'), join(folder, 'project')];
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const write = (place: string, version: 'base' | 'ours' | 'theirs') =>
    merges.forEach((merge, index) => writeFileSync(join(place, `${index}.txt`), merge[version]));
  const commit = (place: string) => {
    git(place, 'add', '--all');
    git(place, 'commit', '--quiet', '--message', 'x');
  };
  [template, project].forEach((place) => mkdirSync(place));
  git(template, 'init', '--quiet');
  writeFileSync(join(template, 'copier.yml'), '_templates_suffix: .jinja\n');
  writeFileSync(join(template, '{{_copier_conf.answers_file}}.jinja'), '{{ _copier_answers|to_nice_yaml }}');
  write(template, 'base');
  commit(template);
  git(template, 'tag', 'v1.0.0');
  execFileSync(program, ['copy', '--quiet', '--defaults', template, project], { stdio: 'inherit' });
  git(project, 'init', '--quiet');
  commit(project);
  write(project, 'ours');
  commit(project);
  write(template, 'theirs');
  commit(template);
  git(template, 'tag', 'v2.0.0');
  execFileSync(program, ['update', '--quiet', '--defaults'], { cwd: project, stdio: 'inherit' });
  const after = merges.map((_, index) => readFileSync(join(project, `${index}.txt`), 'utf8'));
  rmSync(folder, { recursive: true });
  return after.map((text) => ({ text, reported: text.includes('<<<<<<<') }));
}

const byGit = mergeWithGit(merges);
const PROGRAMS: Readonly<Record<string, () => After[]>> = {
  'this package': () =>
    merges.map((merge) => {
      const { text } = mergeContents(merge);
      return { text: text ?? merge.ours, reported: text === undefined };
    }),
  ...(copier && { copier: () => withCopier(copier) }),
  'overwriting, as projen does with its files': () => merges.map(({ theirs }) => ({ text: theirs, reported: false })),
  'SampleFile of projen': () => merges.map(({ ours }) => ({ text: ours, reported: false })),
};

const lost = ({ added }: RandomMerge, { text }: After) => added.filter((line) => !text.includes(line)).length;
const changes = ({ base, theirs }: RandomMerge) => theirs.split('\n').filter((line) => !base.includes(line));
const rows = Object.entries(PROGRAMS).map(([name, run]) => {
  const after = run();
  const sum = (measure: (merge: RandomMerge, after: After, git: string | undefined) => number) =>
    merges.reduce((total, merge, index) => total + measure(merge, after[index], byGit[index]), 0);
  return [
    name,
    sum(lost),
    sum((merge, { text, reported }) => (reported ? 0 : changes(merge).filter((line) => !text.includes(line)).length)),
    sum((_, { reported }, git) => Number(git === undefined && !reported)),
    sum((_, { reported }, git) => Number(git !== undefined && reported)),
    sum((_, { text }) => Number(text.includes('<<<<<<<'))),
  ];
});
const HEADS = [
  '',
  "lines of the user's lost",
  'lines of the template neither delivered nor reported',
  'conflicts missed',
  'conflicts invented',
  'files with markers',
];
process.stdout.write(`${merges.length} merges, ${byGit.filter((text) => text === undefined).length} with a conflict\n`);
process.stdout.write(
  `${[HEADS, HEADS.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`,
);
