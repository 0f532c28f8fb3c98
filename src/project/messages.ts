import { CONFLICTS } from './conflicts';
import type { DiskFile } from './disk-file';
import { LOCK_FILE } from './lock';
import type { ForeignFile } from './managed-plan';
import type { FilePlan } from './plan';
import type { Reconciliation } from './reconcile';
import { showChanges } from '../merge/show';

/** How many lines of a difference a synth shows. */
const MOST_LINES = 40;

type InWords = (text: string) => string;

/** What a synth has to say about the files of a living repository. */
export interface Messages {
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** @param inWords puts a text into the words of the repository's package manager */
export function describeReconciliation(
  { found, plans, foreign, unused, notRendered }: Reconciliation,
  inWords: InWords,
): Messages {
  const changed = plans.filter(isChanged);
  const added = plans.filter(({ outcome }) => outcome === 'write');
  const lost = found?.isDamaged ? plans.filter(({ record }) => !record).map(({ file }) => file.path) : [];
  const conflicts = plans.filter(({ conflict }) => conflict);
  const kept = plans.filter(
    ({ outcome, disk, file }) => outcome === 'keep' && !(disk.kind === 'text' && disk.text === file.content),
  );
  const orphans = [
    ...unused,
    ...foreign.filter(({ file, state }) => state === 'edited' && !file).map(({ path }) => path),
  ];
  return {
    notes: [
      ...list('Merged into your files', changed.map(nameOf)),
      ...list(
        'New files, which are yours',
        added.map(({ file }) => file.path),
      ),
      ...list(
        'These new files were not written, because you have files of these names',
        kept.map(({ path }) => path),
      ),
      ...list('The answers have no use for these files any more, and they are yours to delete', orphans),
      ...(plans.some(changesPackages) ? [inWords('package.json names other packages now: run "npm install".')] : []),
    ],
    warnings: [
      ...list('"own" in .projenrc.json names files that are not rendered', notRendered),
      ...(lost.length > 0 ? [inWords(describeLost(lost))] : []),
      ...(conflicts.length > 0 ? [inWords(describeConflicts(conflicts))] : []),
      ...foreign
        .filter(({ state, file }) => state === 'edited' && file)
        .map((edited) => describeEdited(edited, inWords)),
    ],
  };
}

function isChanged({ write, disk, path }: FilePlan): boolean {
  return write !== undefined && disk.kind === 'text' && (disk.text !== write.text || write.path !== path);
}

function changesPackages({ write, disk }: FilePlan): boolean {
  return write?.path === 'package.json' && disk.kind === 'text' && packagesIn(write.text) !== packagesIn(disk.text);
}

/** Empty for what is no package.json. */
function packagesIn(text: string): string {
  try {
    const { dependencies, devDependencies } = JSON.parse(text);
    return JSON.stringify([dependencies, devDependencies]);
  } catch {
    return '';
  }
}

function nameOf({ write, path, file, record }: FilePlan): string {
  if (write && write.path !== path) {
    return `${write.path} (moved from ${path})`;
  }
  return path === file.path ? path : `${path} (which was ${record?.path ?? file.path})`;
}

function list(head: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${head}: ${names.join(', ')}`];
}

function describeLost(paths: readonly string[]): string {
  return (
    `${LOCK_FILE} was damaged, and no record was left of these files: ${paths.join(', ')}. Those that are there stay as they are, ` +
    `and those that were deleted come back. If Git has the lock as it was, run "git checkout HEAD -- ${LOCK_FILE}" and "npx projen" again.`
  );
}

function describeConflicts(plans: readonly FilePlan[]): string {
  return [
    'These files of yours have conflicts with their new rendering, and stay as they are:',
    ...plans.map((plan) => `  ${plan.path}: ${conflictText(plan)}`),
    `Base, ours and theirs of each lie in ${CONFLICTS}/. "npx projen merge" shows and resolves them.`,
  ].join('\n');
}

/** What contradicts what in one file. */
export function conflictText({ conflict, disk, base }: FilePlan): string {
  if (conflict?.regions) {
    return `both changed ${conflict.regions.map(({ line, ours }) => lines(line, ours.length)).join(', ')}`;
  }
  if (conflict?.fields) {
    return `both changed ${conflict.fields.join(', ')}`;
  }
  if (conflict?.isMalformed) {
    return 'merged, it would not be YAML any more';
  }
  if (conflict?.occupied) {
    return `${conflict.occupied}, to which it is to move, exists`;
  }
  return disk.kind === 'text' && base === undefined ? 'the text as it was rendered is not known' : KINDS[disk.kind];
}

const KINDS: Readonly<Record<DiskFile['kind'], string>> = {
  'text': 'it is in the way',
  'nothing': 'it is gone',
  'folder': 'it is a folder',
  'link': 'it is a symbolic link',
  'not text': 'it is binary, or not in UTF-8',
};

function lines(first: number, count: number): string {
  return count > 1 ? `lines ${first} to ${first + count - 1}` : `line ${first}`;
}

function describeEdited({ path, file, disk }: ForeignFile, inWords: InWords): string {
  const difference = disk.kind === 'text' ? showChanges(file?.content ?? '', disk.text) : [KINDS[disk.kind]];
  const shown = difference.slice(0, MOST_LINES);
  return [
    `${path} is managed, and you edited it: it stays as it is, and gets no changes. Your edit:`,
    ...shown.map((line) => `  ${line}`),
    ...(shown.length < difference.length
      ? [`  … and ${difference.length - shown.length} more lines: ${inWords(`npx projen files:diff ${path}`)}`]
      : []),
    inWords(
      [
        'Choose one:',
        '  Put what you need into the answers in .projenrc.json, and overwrite your edit. It is kept in .gitops-eks/overwritten until the next commit:',
        `    npx projen files:restore ${path}`,
        `  Make the file yours, so that later changes are merged into it: add "own": ["${path}"] to .projenrc.json, and run "npx projen".`,
      ].join('\n'),
    ),
  ].join('\n');
}
