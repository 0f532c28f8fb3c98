/** What happens to a file that belongs to the user, by its state on disk and by what became of its template. Nothing else decides. */

/** The state of a file on disk, compared with the text that was rendered last. */
export const DISK_STATES = {
  'unchanged': 'as it was rendered',
  'edited': 'edited',
  'other line ends': 'edited or not, with the line ends of Windows',
  'no final newline': 'edited in its final newline alone',
  'other mode': 'made executable, or no longer executable',
  'deleted': 'deleted',
  'moved': 'moved or renamed (`git mv`)',
  'folder': 'replaced by a folder',
  'link': 'replaced by a symbolic link',
  'not text': 'binary, or in another encoding than UTF-8',
  'unreadable': 'not readable, for example without permission',
} as const;

export type DiskState = keyof typeof DISK_STATES;

/** What became of the template since then. */
export const TEMPLATE_STATES = {
  same: 'renders the same',
  changed: 'renders another text',
  moved: 'renders another path',
  removed: 'is not rendered any more',
  added: 'is new',
} as const;

export type TemplateState = keyof typeof TEMPLATE_STATES;

export const OUTCOMES = {
  'leave': 'stays',
  'replace': 'gets the new text',
  'merge': 'is merged; its line ends and its mode stay',
  'merge there': 'is merged where it is now',
  'move': 'moves to the new path, merged',
  'stay deleted': 'stays deleted',
  'write': 'is written',
  'orphan': 'stays, and is listed: it is yours to delete',
  'keep': 'stays, and is listed: the new file is not written',
  'conflict': 'stays, and is a conflict',
  'refuse': 'stays: the synth ends with the error of the system, before it writes anything',
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

/** The table of the documentation. */
export function decisionTable(): string {
  const states = Object.keys(TEMPLATE_STATES) as TemplateState[];
  const rows = (Object.keys(DISK_STATES) as DiskState[]).map((disk) =>
    [DISK_STATES[disk], ...states.map((state) => OUTCOMES[DECISIONS[disk][state]])]);
  const heads = ['Your file is …', ...states.map((state) => `The template ${TEMPLATE_STATES[state]}`)];
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
