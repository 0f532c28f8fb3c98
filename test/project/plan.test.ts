import fs, {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  DECISIONS,
  DISK_STATES,
  type DiskState,
  OUTCOMES,
  type Outcome,
  TEMPLATE_STATES,
  type TemplateState,
  decisionTable,
} from '../../src/merge/decisions';
import { lockFile } from '../../src/project/lock';
import { type FilePlan, planFiles } from '../../src/project/plan';
import { applyPlan } from '../../src/project/users-files';
import { breaksYaml } from '../../src/project/well-formed';
import type { RenderedFile } from '../../src/render/render';
import { temporaryFolder } from '../support/temporary-folder';

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const text = (changes: Readonly<Record<string, string>> = {}) =>
  NUMBERS.map((word) => `${changes[word] ?? word}\n`).join('');
const BASE = text();
const THEIRS = text({ six: 'theirs' });
const OURS = text({ two: 'ours' });
const BOTH = text({ two: 'ours', six: 'theirs' });

const PATH = 'docs/guide.md';
const OLD_PATH = 'guide.md';
const MOVED_BY_USER = 'handbook/guide.md';
const MOVES = [{ release: '2.0.0', from: OLD_PATH, to: PATH }];

const rendered = (path: string, content: string): RenderedFile => ({
  id: path,
  path,
  content,
  executable: false,
  ownership: 'merged',
});

/** What the user did to the file. */
const EDITS: Readonly<Record<DiskState, (path: string, folder: string) => void>> = {
  'unchanged': () => {},
  'edited': (path) => writeFileSync(path, OURS),
  'other line ends': (path) => writeFileSync(path, OURS.replace(/\n/g, '\r\n')),
  'no final newline': (path) => writeFileSync(path, BASE.trimEnd()),
  'other mode': (path) => chmodSync(path, 0o755),
  'deleted': (path) => rmSync(path),
  'moved': (path, folder) => {
    mkdirSync(join(folder, 'handbook'));
    renameSync(path, join(folder, MOVED_BY_USER));
    writeFileSync(join(folder, MOVED_BY_USER), OURS);
  },
  'folder': (path) => {
    rmSync(path);
    mkdirSync(path);
    writeFileSync(join(path, 'mine'), 'mine');
  },
  'link': (path) => {
    rmSync(path);
    symlinkSync('elsewhere', path);
  },
  'not text': (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x41, 0x00])),
  'unreadable': (path) => chmodSync(path, 0),
};

/** A repository with the file in a state, and what its synth plans and does. */
function reconcileFile(disk: DiskState, template: TemplateState): { folder: string; plan?: FilePlan; before: string } {
  const folder = temporaryFolder();
  const path = template === 'moved' ? OLD_PATH : PATH;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), BASE);
  EDITS[disk](join(folder, path), folder);
  const before = describeTree(folder);
  const record = lockFile(rendered(path, BASE), '1.0.0');
  const lock = { generator: { name: '', version: '' }, answers: {}, files: template === 'added' ? [] : [record] };
  const files = template === 'removed' ? [] : [rendered(PATH, template === 'same' ? BASE : THEIRS)];
  const [plan] = planFiles(folder, lock, files, MOVES);
  if (plan) {
    applyPlan(folder, plan);
  }
  return { folder, plan, before };
}

function describeFile(path: string): string {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    return found === undefined ? 'nothing' : found.isDirectory() ? 'folder' : 'link';
  }
  return `${(found.mode % 0o1000).toString(8)} ${readFileSync(path).toString('base64')}`;
}

const describeTree = (folder: string) =>
  [PATH, OLD_PATH, MOVED_BY_USER].map((path) => describeFile(join(folder, path))).join();

/** The same table as in the code, in the order of TEMPLATE_STATES: a slip in either of them shows. */
const EXPECTED: Readonly<Record<DiskState, readonly Outcome[]>> = {
  'unchanged': ['leave', 'replace', 'move', 'orphan', 'keep'],
  'edited': ['leave', 'merge', 'move', 'orphan', 'keep'],
  'other line ends': ['leave', 'merge', 'move', 'orphan', 'keep'],
  'no final newline': ['leave', 'merge', 'move', 'orphan', 'keep'],
  'other mode': ['leave', 'merge', 'move', 'orphan', 'keep'],
  'deleted': ['stay deleted', 'stay deleted', 'stay deleted', 'stay deleted', 'write'],
  'moved': ['leave', 'merge there', 'merge there', 'orphan', 'write'],
  'folder': ['leave', 'conflict', 'conflict', 'orphan', 'keep'],
  'link': ['leave', 'conflict', 'conflict', 'orphan', 'keep'],
  'not text': ['leave', 'conflict', 'conflict', 'orphan', 'keep'],
  'unreadable': ['leave', 'refuse', 'refuse', 'orphan', 'refuse'],
};

/** What is in the file after a merge. */
const MERGED: Partial<Record<DiskState, string>> = {
  'unchanged': THEIRS,
  'edited': BOTH,
  'other line ends': BOTH.replace(/\n/g, '\r\n'),
  'no final newline': THEIRS.trimEnd(),
  'other mode': THEIRS,
  'moved': BOTH,
};

const WRITES: readonly Outcome[] = ['replace', 'merge', 'merge there', 'move', 'write'];

const CASES = (Object.keys(DISK_STATES) as DiskState[]).flatMap((disk) =>
  (Object.keys(TEMPLATE_STATES) as TemplateState[]).map((template, index) => ({
    disk,
    template,
    expected: EXPECTED[disk][index],
  })),
);

// Root reads everything.
const POSSIBLE = CASES.filter(({ disk }) => disk !== 'unreadable' || process.getuid?.() !== 0);

test.each(CASES)('a file that is $disk, of a template that is $template: $expected', ({ disk, template, expected }) => {
  expect(DECISIONS[disk][template]).toBe(expected);
});

test.each(POSSIBLE)(
  'does so with a file that is $disk, of a template that is $template',
  ({ disk, template, expected }) => {
    if (expected === 'refuse') {
      expect(() => reconcileFile(disk, template)).toThrow(/no permission \(EACCES, open\)/);
      return;
    }
    const { folder, plan, before } = reconcileFile(disk, template);
    // Files whose template is the same are not read.
    expect(plan?.outcome ?? expected).toBe(template === 'same' ? 'leave' : expected);
    expect(plan?.conflict !== undefined).toBe(expected === 'conflict');
    if (!WRITES.includes(expected)) {
      expect(describeTree(folder)).toBe(before);
      return;
    }
    const target = disk === 'moved' && expected !== 'write' ? MOVED_BY_USER : PATH;
    expect(readFileSync(join(folder, target), 'utf8')).toBe(expected === 'write' ? THEIRS : MERGED[disk]);
    expect((lstatSync(join(folder, target)).mode % 0o1000).toString(8)).toBe(
      disk === 'other mode' && template !== 'added' ? '755' : '644',
    );
    expect(existsSync(join(folder, OLD_PATH))).toBe(false);
  },
);

test('what the system refuses to read ends the plan, also for root', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const lock = {
    generator: { name: '', version: '' },
    answers: {},
    files: [lockFile(rendered('file/below', BASE), '1.0.0')],
  };
  // Where a folder of the path is a file, there is nothing to read.
  expect(planFiles(folder, lock, [rendered('file/below', THEIRS)])[0].outcome).toBe('stay deleted');
  writeFileSync(join(folder, 'loop'), '');
  const fail = jest.spyOn(fs, 'readFileSync').mockImplementation(() => {
    throw Object.assign(new Error('EIO'), { code: 'EIO', syscall: 'read' });
  });
  const loop = { ...lock, files: [lockFile(rendered('loop', BASE), '1.0.0')] };
  expect(() => planFiles(folder, loop, [rendered('loop', THEIRS)])).toThrow(
    /loop: the disk reports an error \(EIO, read\)/,
  );
  fail.mockRestore();
});

test('a file that is rendered once is in no conflict, whatever it is', () => {
  const folder = temporaryFolder();
  symlinkSync('elsewhere', join(folder, PATH.slice('docs/'.length)));
  const once = (content: string): RenderedFile => ({ ...rendered('guide.md', content), ownership: 'once' });
  const lock = { generator: { name: '', version: '' }, answers: {}, files: [lockFile(once(BASE), '1.0.0')] };
  expect(planFiles(folder, lock, [once(THEIRS)])[0]).toMatchObject({ outcome: 'leave' });
});

test('a merge that would not be YAML any more is a conflict', () => {
  const folder = temporaryFolder();
  // Both sides add a key, in different places.
  const [base, ours, theirs] = ['a: 1\nb: 1\nc: 1\n', 'a: 1\nb: 1\nc: 1\nd: 1\n', 'd: 2\na: 1\nb: 1\nc: 1\n'];
  writeFileSync(join(folder, 'x.yaml'), ours);
  const lock = {
    generator: { name: '', version: '' },
    answers: {},
    files: [lockFile(rendered('x.yaml', base), '1.0.0')],
  };
  expect(planFiles(folder, lock, [rendered('x.yaml', theirs)])[0]).toMatchObject({
    outcome: 'conflict',
    conflict: { isMalformed: true },
  });
  expect(breaksYaml('x.yaml', [base, ours, theirs], 'a: 1\na: 2\n')).toBe(true);
  expect(breaksYaml('x.yaml', ['a: 1\na: 2\n'], 'a: 1\na: 2\n')).toBe(false);
  expect(breaksYaml('x.md', [base], 'a: 1\na: 2\n')).toBe(false);
});

test("a move stops before a file of the user's", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, OLD_PATH), OURS);
  writeFileSync(join(folder, PATH), 'mine\n');
  const lock = {
    generator: { name: '', version: '' },
    answers: {},
    files: [lockFile(rendered(OLD_PATH, BASE), '1.0.0')],
  };
  const [plan] = planFiles(folder, lock, [rendered(PATH, THEIRS)], MOVES);
  expect(plan).toMatchObject({ outcome: 'conflict', conflict: { occupied: PATH }, path: OLD_PATH });
  expect(plan.write).toBeUndefined();
});

test('the documentation has the table', () => {
  const path = join(__dirname, '..', '..', 'docs', 'updating.md');
  expect(readFileSync(path, 'utf8')).toContain(decisionTable());
  expect(Object.keys(OUTCOMES).sort()).toEqual([...new Set(CASES.map(({ expected }) => expected))].sort());
});
