/** The outcome for a user's file depends only on its state on disk and on the change of its template. */

/** The state of a file on disk, compared with the last rendered text. */
export const DISK_STATES = {
  'unchanged': 'unchanged',
  'edited': 'edited',
  'other line ends': 'converted to Windows line endings, edited or not',
  'no final newline': 'edited only in its final newline',
  'other mode': 'made executable or not executable',
  'deleted': 'deleted',
  'moved': 'moved or renamed (`git mv`)',
  'folder': 'replaced by a folder',
  'link': 'replaced by a symbolic link',
  'not text': 'binary or not in UTF-8',
  'unreadable': 'unreadable, for example because of its permissions',
} as const;

export type DiskState = keyof typeof DISK_STATES;

/** The change of the template since then. */
export const TEMPLATE_STATES = {
  same: 'renders the same',
  changed: 'renders a new text',
  moved: 'has a new path',
  removed: 'is no longer rendered',
  added: 'is new',
} as const;

export type TemplateState = keyof typeof TEMPLATE_STATES;

export const OUTCOMES = {
  'leave': 'stays',
  'replace': 'gets the new text',
  'merge': 'is merged; keeps its line endings and its mode',
  'merge there': 'is merged at its current path',
  'move': 'moves to the new path, merged',
  'stay deleted': 'stays deleted',
  'write': 'is written',
  'orphan': 'stays; the synth lists it, so that you can delete it',
  'keep': 'stays; the synth lists it and does not write the new file',
  'conflict': 'stays; the synth reports a conflict',
  'refuse': 'stays; the synth fails with the system error before it writes a file',
} as const;

export type Outcome = keyof typeof OUTCOMES;

type Row = Readonly<Record<TemplateState, Outcome>>;

const MERGED: Row = { same: 'leave', changed: 'merge', moved: 'move', removed: 'orphan', added: 'keep' };
const NOT_MERGEABLE: Row = { same: 'leave', changed: 'conflict', moved: 'conflict', removed: 'orphan', added: 'keep' };

export const DECISIONS: Readonly<Record<DiskState, Row>> = {
  'unchanged': { ...MERGED, changed: 'replace' },
  'edited': MERGED,
  'other line ends': MERGED,
  'no final newline': MERGED,
  'other mode': MERGED,
  'deleted': { same: 'stay deleted', changed: 'stay deleted', moved: 'stay deleted', removed: 'stay deleted', added: 'write' },
  'moved': { same: 'leave', changed: 'merge there', moved: 'merge there', removed: 'orphan', added: 'write' },
  'folder': NOT_MERGEABLE,
  'link': NOT_MERGEABLE,
  'not text': NOT_MERGEABLE,
  'unreadable': { same: 'leave', changed: 'refuse', moved: 'refuse', removed: 'orphan', added: 'refuse' },
};

/** The table in docs/updating.md. */
export function decisionTable(): string {
  const states = Object.keys(TEMPLATE_STATES) as TemplateState[];
  const rows = (Object.keys(DISK_STATES) as DiskState[]).map((disk) =>
    [DISK_STATES[disk], ...states.map((state) => OUTCOMES[DECISIONS[disk][state]])]);
  const heads = ['Your file is …', ...states.map((state) => `The template ${TEMPLATE_STATES[state]}`)];
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
