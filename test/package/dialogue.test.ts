import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { PYTHON, testWith } from '../support/programs';
import { DIALOGUE, KEY, type Step, talk } from '../support/terminal';
import { readTree } from '../support/tree';

/** The dialogue of the packed command line in a terminal. */
jest.setTimeout(120_000);

const withTerminal = testWith(PYTHON);
const OFFLINE = ['--no-install', '--no-git'];
const [NAME, REGION, , , MORE, WRITE] = DIALOGUE;
const answersOf = (cwd: string, repo = 'shop') => JSON.parse(readFileSync(join(cwd, repo, '.projenrc.json'), 'utf8'));

let commandLine: CommandLine;
beforeAll(() => { commandLine = new CommandLine(); });
afterAll(() => commandLine?.remove());

withTerminal('Enter alone accepts every default', async () => {
  const cwd = commandLine.newFolder('defaults');
  const { code, stdout } = await talk(
    commandLine,
    DIALOGUE.map(([question]) => [question, KEY.enter]),
    cwd,
    { flags: OFFLINE },
  );
  expect(code).toBe(0);
  expect(readdirSync(cwd).sort()).toEqual(['my-app', 'my-app-k8s-config']);
  [`${join(cwd, 'my-app')}`, `${join(cwd, 'my-app-k8s-config')}`, 'Done:', 'To create the same pair again:'].forEach((text) =>
    expect(stdout).toContain(text),
  );
});

withTerminal('typed answers give the same bytes as flags', async () => {
  const [typed, flags] = ['typed', 'flags'].map((name) => commandLine.newFolder(name));
  const { code, stdout } = await talk(commandLine, DIALOGUE, typed, { flags: OFFLINE });
  expect(stdout).toMatch(/shop: \d+ files, [\d.]+ kB/);
  expect(code).toBe(0);
  await commandLine.run(
    ['shop', '--region', 'eu-west-1', '--replicas', '3', '--sync-policy', 'automated', ...OFFLINE],
    flags,
  );
  expect(Object.keys(readTree(flags)).length).toBeGreaterThan(40);
  expect(readTree(typed)).toEqual(readTree(flags));
});

withTerminal('asks again after a wrong answer', async () => {
  const steps: Step[] = [
    [NAME[0], `Shop${KEY.enter}`],
    ['must be a DNS label', `${KEY.erase.repeat(4)}shop${KEY.enter}`],
    ...DIALOGUE.slice(1),
  ];
  const cwd = commandLine.newFolder('corrected');
  expect(await talk(commandLine, steps, cwd, { flags: OFFLINE })).toMatchObject({ code: 0 });
  expect(readdirSync(cwd).sort()).toEqual(['shop', 'shop-k8s-config']);
});

describe('an occupied folder', () => {
  const occupied = (name: string) => {
    const cwd = commandLine.newFolder(name);
    mkdirSync(join(cwd, 'shop'));
    writeFileSync(join(cwd, 'shop', 'mine.txt'), 'mine');
    return cwd;
  };

  withTerminal('is refused before the first question when an argument names it', async () => {
    const { code, stdout } = await talk(commandLine, [], occupied('occupied, argument'), { flags: ['shop'] });
    expect(stdout).toContain('shop is not empty');
    expect(stdout).not.toContain(REGION[0]);
    expect(code).toBe(2);
  });

  withTerminal('is refused by the question for the name, which accepts another', async () => {
    const cwd = occupied('occupied, typed');
    const steps: Step[] = [NAME, ['is not empty', `2${KEY.enter}`], ...DIALOGUE.slice(1)];
    expect(await talk(commandLine, steps, cwd, { flags: OFFLINE })).toMatchObject({ code: 0 });
    expect(readdirSync(cwd).sort()).toEqual(['shop', 'shop2', 'shop2-k8s-config']);
    expect(readdirSync(join(cwd, 'shop'))).toEqual(['mine.txt']);
  });
});

withTerminal.each([
  ['a place', 'ireland', 'eu-west-1'],
  ['a typo', 'eu-wset-1', 'eu-west-1'],
  ['capitals and spaces', 'AP South 1', 'ap-south-1'],
  ['words in any order', 'paulo sao', 'sa-east-1'],
])('finds the region by %s', async (name, typed, region) => {
  const cwd = commandLine.newFolder(`region by ${name}`);
  const { code } = await talk(commandLine, [[REGION[0], `${typed}${KEY.enter}`], MORE, WRITE], cwd, {
    flags: ['shop', '--replicas', '1', '--sync-policy', 'manual', ...OFFLINE],
  });
  expect(code).toBe(0);
  expect(answersOf(cwd).region).toBe(region);
});

withTerminal('does not accept a region that it cannot find', async () => {
  const cwd = commandLine.newFolder('no region');
  const { code, stdout } = await talk(
    commandLine,
    [
      [REGION[0], `mars${KEY.enter}`],
      ['no match', KEY.controlC],
    ],
    cwd,
    { flags: ['shop'] },
  );
  expect(stdout).toContain('No matches found');
  expect(code).toBe(130);
});

describe('more options', () => {
  // Two spaces: a menu also shows an entry's question in parentheses.
  const FLAGS = ['shop', '--region', 'eu-west-1', '--replicas', '1', '--sync-policy', 'manual', ...OFFLINE];
  const [down, enter] = [KEY.down, KEY.enter];

  withTerminal('changes options by topic, goes back, and changes them again before writing', async () => {
    const cwd = commandLine.newFolder('topics');
    const { code, stdout } = await talk(commandLine, [
      ['More options?', `${down.repeat(2)}${enter}`],
      ['Pipeline: which option', `${down}${enter}`],
      ['  What starts the pipeline?', `${down}${enter}`],
      ['Pipeline: which option', `${KEY.up.repeat(2)}${enter}`],
      ['More options?', enter],
      ['Write these files?', `${down}${enter}`],
      ['More options?', `${down.repeat(6)}${enter}`],
      ['Service: which option', `${KEY.up}${enter}`],
      ['  Which TCP port', `9000${enter}`],
      ['Service: which option', enter],
      ['More options?', enter],
      ['Write these files?', enter],
    ], cwd, { flags: FLAGS });
    expect(code).toBe(0);
    expect(stdout).toContain('Pipeline (7 options, 1 changed)');
    expect(stdout).toContain('port: 9000');
    expect(answersOf(cwd)).toMatchObject({ trigger: 'commit', port: 9000 });
  });

  withTerminal.each<[string, readonly Step[]]>([
    [
      'a topic',
      [
        ['More options?', `${down}${enter}`],
        ['Basics: which option', KEY.controlC],
      ],
    ],
    [
      'a question',
      [
        ['More options?', `${down}${enter}`],
        ['Basics: which option', `${down}${enter}`],
        ['  Which AWS account ID', KEY.controlC],
      ],
    ],
    [
      'the confirmation, with "No"',
      [
        ['More options?', enter],
        ['Write these files?', `${down.repeat(2)}${enter}`],
      ],
    ],
  ])('can be left at %s', async (name, steps) => {
    const cwd = commandLine.newFolder(`left at ${name}`);
    const { code } = await talk(commandLine, steps, cwd, { flags: FLAGS });
    expect(code).toBe(130);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
