import { CONFLICTS } from './conflicts';
import type { DiskFile } from './disk-file';
import { LOCK_FILE } from './lock';
import type { ForeignFile } from './managed-plan';
import type { FilePlan } from './plan';
import type { Reconciliation } from './reconcile';
import { showChanges } from '../merge/show';

/** The maximum number of lines of a difference in the output of a synth. */
const MOST_LINES = 40;

type InWords = (text: string) => string;

/** The messages of a synth about the files of an existing repository. */
export interface Messages {
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** @param inWords replaces npm commands with those of the repository's package manager */
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
        'New files, which belong to you',
        added.map(({ file }) => file.path),
      ),
      ...list(
        'New files that were not written, because you have files with these names',
        kept.map(({ path }) => path),
      ),
      ...list('Files that the answers no longer require; delete them if you do not need them', orphans),
      ...(plans.some(changesPackages) ? [inWords('The packages in package.json changed: run "npm install".')] : []),
    ],
    warnings: [
      ...list('"own" in .projenrc.json lists files that are not rendered', notRendered),
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

/** Returns an empty string for an invalid package.json. */
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
  return path === file.path ? path : `${path} (renamed from ${record?.path ?? file.path})`;
}

function list(head: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${head}: ${names.join(', ')}`];
}

function describeLost(paths: readonly string[]): string {
  return (
    `${LOCK_FILE} is damaged and has no record of these files: ${paths.join(', ')}. The synth does not change existing files, ` +
    `but writes deleted ones again. If the lock is intact in Git, run "git checkout HEAD -- ${LOCK_FILE}", then "npx projen" again.`
  );
}

function describeConflicts(plans: readonly FilePlan[]): string {
  return [
    'The new rendering conflicts with your edits of these files. The synth did not change them:',
    ...plans.map((plan) => `  ${plan.path}: ${conflictText(plan)}`),
    `${CONFLICTS}/ contains base, ours and theirs of each. "npx projen merge" shows and resolves the conflicts.`,
  ].join('\n');
}

/** Describes the conflict of a file. */
export function conflictText({ conflict, disk, base }: FilePlan): string {
  if (conflict?.regions) {
    return `both changed ${conflict.regions.map(({ line, ours }) => lines(line, ours.length)).join(', ')}`;
  }
  if (conflict?.fields) {
    return `both changed ${conflict.fields.join(', ')}`;
  }
  if (conflict?.isMalformed) {
    return 'the merged file would be invalid YAML';
  }
  if (conflict?.occupied) {
    return `it moves to ${conflict.occupied}, which already exists`;
  }
  return disk.kind === 'text' && base === undefined ? 'the last rendered text is unknown' : KINDS[disk.kind];
}

const KINDS: Readonly<Record<DiskFile['kind'], string>> = {
  'text': 'it already exists',
  'nothing': 'it does not exist',
  'folder': 'it is a folder',
  'link': 'it is a symbolic link',
  'not text': 'it is binary or not in UTF-8',
};

function lines(first: number, count: number): string {
  return count > 1 ? `lines ${first} to ${first + count - 1}` : `line ${first}`;
}

function describeEdited({ path, file, disk }: ForeignFile, inWords: InWords): string {
  const difference = disk.kind === 'text' ? showChanges(file?.content ?? '', disk.text) : [KINDS[disk.kind]];
  const shown = difference.slice(0, MOST_LINES);
  return [
    `${path} is managed, but you edited it. The synth did not update it. Your edit:`,
    ...shown.map((line) => `  ${line}`),
    ...(shown.length < difference.length
      ? [`  … and ${difference.length - shown.length} more lines: ${inWords(`npx projen files:diff ${path}`)}`]
      : []),
    inWords(
      [
        'Choose one:',
        '  Change the answers in .projenrc.json instead and discard your edit. A copy stays in .gitops-eks/overwritten until the next commit:',
        `    npx projen files:restore ${path}`,
        `  Own the file, so that each synth merges later changes into it: add "own": ["${path}"] to .projenrc.json and run "npx projen".`,
      ].join('\n'),
    ),
  ].join('\n');
}
