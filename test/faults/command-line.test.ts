import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultyMachine } from './faults';
import { Trial, isKilled, namesIn } from './trial';
import { readTree } from '../support/tree';

/**
 * Makes every file operation of the command line fail in turn. `FAULTS=all npx jest test/faults` tries every fault, and
 * `FAULTS=400` that many of each command. By default, it tries a few.
 */
jest.setTimeout(1_800_000);

let trial: Trial;
let machine: FaultyMachine;
let expected: ReturnType<typeof readTree>;

beforeAll(async () => {
  trial = new Trial();
  machine = trial.machine;
  expected = await trial.createPair();
});
afterAll(() => trial.end());

describe('the command line leaves the pair or nothing', () => {
  /** The initial files of the folder. */
  const WORLDS: ReadonlyArray<[string, (folder: string) => void, readonly string[]]> = [
    ['a new pair', () => {}, []],
    [
      'an empty folder and an empty clone',
      (folder) => {
        mkdirSync(join(folder, 'shop'));
        mkdirSync(join(folder, 'shop-k8s-config', '.git'), { recursive: true });
        writeFileSync(join(folder, 'shop-k8s-config', '.git', 'HEAD'), 'ref: refs/heads/trunk\n');
      },
      [],
    ],
    [
      '--force into a folder with files',
      (folder) => {
        mkdirSync(join(folder, 'shop', 'test'), { recursive: true });
        ['README.md', 'mine.txt', 'test/mine.js'].forEach((path) =>
          writeFileSync(join(folder, 'shop', path), 'mine\n'),
        );
      },
      ['--force'],
    ],
  ];

  test.each(WORLDS)('%s', async (name, prepare, flags) => {
    const before = machine.newFolder();
    prepare(before);
    const [names, mine] = [namesIn(before), readTree(before)];
    const whole = { ...expected, ...mine };
    const command = ['shop', ...flags];
    const isChanged = (folder: string) => {
      const now = readTree(folder);
      return Object.keys(mine).some((path) => now[path] !== mine[path]);
    };
    const isWhole = (folder: string) => {
      const now = readTree(folder);
      return (
        Object.keys(now).length === Object.keys(whole).length &&
        Object.keys(whole).every((path) => now[path] === whole[path])
      );
    };

    await trial.tryAll(
      name,
      before,
      (folder, fault) => machine.make(folder, command, fault),
      async ({ kind, operation }, folder, ended) => {
        const problems = [
          ...(isChanged(folder) ? ['a file that was there is changed'] : []),
          ...(/\n +at /.test(ended.stderr) ? ['a stack is shown'] : []),
        ];
        const mayLeave = /^(rm|rmdir)Sync$/.test(operation) || kind === 'lost';
        if (isKilled(ended)) {
          if (isWhole(folder)) {
            // Killed after the pair was in place: another run refuses to write it again.
            return problems;
          }
          let next = await machine.make(folder, command);
          if (next.code !== 0 && /--force/.test(next.stderr)) {
            next = await machine.make(folder, ['shop', '--force']);
          }
          return [
            ...problems,
            ...(isWhole(folder) && next.code === 0 ? [] : [`the next run does not complete it: ${next.stderr}`]),
          ];
        }
        if (ended.code === 0) {
          return [...problems, ...(isWhole(folder) || mayLeave ? [] : ['code 0, but the pair is not whole'])];
        }
        const left = namesIn(folder).filter((path) => !names.includes(path));
        // existsSync hides the error.
        const nothing =
          operation === 'existsSync'
            ? /^Nothing was written: \S/m
            : /^Nothing was written: \S.*\(E[A-Z]+, [a-zA-Z]+\)/m;
        const required = left.length === 0 ? nothing : /^\S.*could not be removed/m;
        return [
          ...problems,
          ...(ended.code === 2 ? [] : ['another exit code than 2']),
          ...(required.test(ended.stderr) ? [] : [String(required)]),
          ...(left.length === 0 || mayLeave ? [] : [`this is left: ${left.slice(0, 3)}`]),
        ];
      },
    );
  });

  test('the hidden folder is named where the disk refuses to place the pair and to remove that', async () => {
    const faults = await machine.faultsOf((log) => machine.make(machine.newFolder(), ['shop'], log));
    const placement = faults
      .filter(({ kind, operation }) => kind === 'lost' && operation === 'renameSync')
      .slice(-2)[0];
    const folder = machine.newFolder();
    const { code, stderr } = await machine.make(folder, ['shop'], placement);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^\.create-gitops-eks-/)]);
    expect(stderr).toContain(
      `No repository was written, but ${join(folder, readdirSync(folder)[0])} could not be removed`,
    );
    expect(stderr).not.toContain('Nothing was written');
    expect(code).toBe(2);
  });
});
