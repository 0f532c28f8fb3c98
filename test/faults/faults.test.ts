import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, FaultyMachine, chosen, inParallel } from './faults';
import { type Ended } from '../support/run';
import { readTree } from '../support/tree';

/**
 * Makes every file operation of the command line and of a synth fail in turn: `FAULTS=all npx jest test/faults` for
 * every fault, `FAULTS=400` for so many of each command. Without it, a few faults.
 */
jest.setTimeout(1_800_000);

const REPOS = ['shop', 'shop-k8s-config'];

let machine: FaultyMachine;
let expected: ReturnType<typeof readTree>;
const tally: Record<string, Record<string, number>> = {};

beforeAll(async () => {
  machine = new FaultyMachine();
  const cwd = machine.newFolder();
  expect(await machine.make(cwd, ['shop'])).toMatchObject({ code: 0 });
  expected = readTree(cwd);
});
afterAll(() => {
  machine.remove();
  const rows = Object.entries(tally).map(
    ([name, ends]) =>
      `| ${name} | ${Object.values(ends).reduce((sum, count) => sum + count, 0)} | ${Object.entries(ends)
        .map(([end, count]) => `${count} ${end}`)
        .join(', ')} |`,
  );
  process.stderr.write(`${rows.join('\n')}\n`);
});

const count = (name: string, end: string) => {
  tally[name] = { ...tally[name], [end]: (tally[name]?.[end] ?? 0) + 1 };
};

/** Every name below a folder, hidden ones too. */
const namesIn = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();
const isKilled = ({ code }: Ended) => code === null;

/** Problems after a faulty run; undefined if there are none. */
type Judge = (fault: Fault, folder: string, ended: Ended) => Promise<string[]>;

type Command = (folder: string, fault: Fault) => Promise<Ended>;

async function tryAll(name: string, before: string, runFaulty: Command, judge: Judge): Promise<void> {
  const faults = await machine.faultsOf((log) => runFaulty(machine.newFolder(before), log));
  const tried = chosen(faults);
  const wrong: string[] = [];
  await inParallel(tried, async (fault) => {
    const folder = machine.newFolder(before);
    const ended = await runFaulty(folder, fault);
    const problems = await judge(fault, folder, ended);
    wrong.push(
      ...problems.map(
        (problem) =>
          `${fault.kind} at ${fault.at} (${fault.operation}), code ${ended.code}: ${problem}\n${ended.stderr.slice(-400)}`,
      ),
    );
    count(name, isKilled(ended) ? 'killed, and completed by the next run' : ended.code === 0 ? 'survived' : 'refused');
    rmSync(folder, { recursive: true });
  });
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(tried.length).toBeGreaterThan(20);
}

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

    await tryAll(
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

describe('a synth writes whole files or none, and the next one repairs', () => {
  const WORLDS: ReadonlyArray<[string, (folder: string) => void]> = [
    [
      'of a new repository',
      (folder) => {
        readdirSync(folder)
          .filter((name) => name !== '.projenrc.json')
          .forEach((name) => rmSync(join(folder, name), { recursive: true }));
      },
    ],
    [
      'after other answers',
      (folder) => {
        const path = join(folder, '.projenrc.json');
        writeFileSync(
          path,
          readFileSync(path, 'utf8')
            .replace('"replicas": 2', '"replicas": 5')
            .replace('"port": 8080', '"port": 9090')
            .replace('"defaultBranch": "main"', '"defaultBranch": "trunk"')
            .replace('"prBuilds": true', '"prBuilds": false'),
        );
        writeFileSync(join(folder, 'server.js'), '// Edited by its user.\n');
        rmSync(join(folder, '.editorconfig'));
        writeFileSync(join(folder, '.projen', 'files.json'), '{ "files": [', { mode: 0o644 });
      },
    ],
    [
      'that merges into edited files',
      (folder) => {
        const edit = (name: string, change: (text: string) => string) => {
          const path = join(folder, name);
          const text = readFileSync(path, 'utf8');
          rmSync(path);
          writeFileSync(path, change(text));
        };
        edit('.projenrc.json', (text) =>
          text
            .replace('"port": 8080', '"port": 9090')
            .replace('"iac": "cloudformation"', '"iac": "cdk"')
            .replace('"environment"', '"own": ["scripts/image/build.sh"],\n  "environment"'),
        );
        edit('package.json', (text) => JSON.stringify({ ...JSON.parse(text), type: 'commonjs' }));
        edit('.gitignore', (text) => `# Mine.\n\n${text}`);
        edit('Dockerfile', (text) => text.replace(/8080/g, '7070'));
        edit('infra/pipeline.yaml', (text) => `${text}# Mine.\n`);
        edit('scripts/lib/common.sh', (text) => `${text}# Mine.\n`);
        edit('scripts/lib/answers.sh', (text) => text.slice(0, 300));
      },
    ],
  ];

  /** Written before others, and again or not at all after them. */
  const DRAFTS = ['.projen/files.json', '.gitops-eks/merging.json'];

  test.each(WORLDS)('%s', async (name, prepare) => {
    const pair = machine.newFolder();
    await machine.make(pair, ['shop']);
    const before = machine.newFolder();
    rmSync(join(pair, 'shop', '.projen', 'files.json'));
    cpSync(join(pair, REPOS[0]), before, { recursive: true });
    prepare(before);
    const after = machine.newFolder(before);
    expect(await machine.synth(after)).toMatchObject({ code: 0 });
    const [old, whole] = [readTree(before), readTree(after)];
    const { files } = JSON.parse(readFileSync(join(after, '.gitops-eks', 'lock.json'), 'utf8'));
    const users = (files as Array<{ owner: string; path: string }>)
      .filter(({ owner }) => owner !== 'managed')
      .map(({ path }) => path);

    await tryAll(
      `a synth ${name}`,
      before,
      (folder, fault) => machine.synth(folder, fault),
      async ({ kind }, folder, ended) => {
        const now = readTree(folder);
        const paths = Object.keys(now);
        const cut = paths.filter(
          (path) =>
            now[path] !== old[path] &&
            now[path] !== whole[path] &&
            !((isKilled(ended) || kind === 'lost') && /(^|\/)\.gitops-eks-\d+-/.test(path)),
        );
        // Permissions alone, of a text that is whole: the next synth corrects them.
        const text = (file?: string) => file?.slice(4);
        const bad = cut.filter(
          (path) =>
            !DRAFTS.includes(path) && text(now[path]) !== text(old[path]) && text(now[path]) !== text(whole[path]),
        );
        const early =
          now['.gitops-eks/lock.json'] === whole['.gitops-eks/lock.json']
            ? users.filter((path) => whole[path] && !now[path])
            : [];
        const next = await machine.synth(folder);
        const repaired = readTree(folder);
        return [
          ...(bad.length > 0 ? [`neither old nor new: ${bad.join(', ')}`] : []),
          ...(early.length > 0 ? [`the lock records what is not there: ${early.join(', ')}`] : []),
          ...(ended.code === 0 && paths.some((path) => now[path] !== whole[path])
            ? ['code 0, but not all is written']
            : []),
          ...(ended.code !== 0 && !isKilled(ended) && !/E[A-Z]+[:,] /.test(ended.stderr)
            ? ["the system's error is not shown"]
            : []),
          ...(next.code === 0 && JSON.stringify(repaired) === JSON.stringify(whole)
            ? []
            : [
              `the next synth does not repair: ${next.stderr} ${[...new Set([...Object.keys(repaired), ...Object.keys(whole)])].filter((path) => repaired[path] !== whole[path])}`,
            ]),
        ];
      },
    );
  });
});
