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
  [`${join(cwd, 'my-app')}`, `${join(cwd, 'my-app-k8s-config')}`, 'Done:', 'To create the same pair again:'].forEach((text) => expect(stdout).toContain(text));
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

describe('terminals', () => {
  const isQuestion = (line: string) => /^[│◆◇▲└┌|*o+]/.test(line);

  withTerminal('fits 40 columns', async () => {
    const cwd = commandLine.newFolder('narrow');
    const ended = await talk(commandLine, DIALOGUE.map(([question, keys]) => [question.slice(0, 15), keys]), cwd, { flags: OFFLINE, columns: 40 });
    expect(ended.code).toBe(0);
    expect(linesOf(ended).filter((line) => isQuestion(line) && line.length > 40 && !line.includes(cwd))).toEqual([]);
    expect(answersOf(cwd)).toMatchObject({ region: 'eu-west-1', replicas: 3, syncPolicy: 'automated' });
  });

  withTerminal.each([40, 30])('searches a region in %d columns without a line that wraps', async (columns) => {
    const cwd = commandLine.newFolder(`search in ${columns} columns`);
    const flags = ['shop', '--replicas', '1', '--sync-policy', 'manual', ...OFFLINE];
    const steps: Step[] = [['Search', `mars${KEY.enter}`], ['no match', KEY.controlC]];
    const ended = await talk(commandLine, steps, cwd, { flags, columns });
    const lines = linesOf(ended).map((line) => line.trimEnd());
    expect(lines.filter((line) => isQuestion(line) && line.length > columns)).toEqual([]);
    expect(lines).toContain('│  ↑/↓ to select');
    expect(ended.stdout).not.toMatch(/Type:|Enter:/);
    expect(ended.code).toBe(130);
  });

  withTerminal('shows no warning of Node.js however many questions it asks', async () => {
    const again: Step[] = Array.from({ length: 12 }, () => [['More options?', `${KEY.down}${KEY.enter}`], ['Basics: which option', KEY.enter]] as Step[]).flat();
    const { code, stdout } = await talk(commandLine, [...again, ['More options?', KEY.controlC]], commandLine.newFolder('many questions'), {
      flags: ['shop', '--region', 'eu-west-1', '--replicas', '1', '--sync-policy', 'manual', ...OFFLINE],
    });
    expect(stdout).not.toContain('Warning');
    expect(code).toBe(130);
  });

  withTerminal('has no colours with NO_COLOR', async () => {
    const ended = await talk(commandLine, DIALOGUE, commandLine.newFolder('no colour'), { flags: OFFLINE, env: { NO_COLOR: '1' } });
    expect(ended.code).toBe(0);
    expect(ended.stdout).not.toMatch(/\u001b\[[0-9;]*m/);
  });

  withTerminal.each([{ LC_ALL: 'C' }, { TERM: 'linux' }])('is in ASCII with %j', async (env) => {
    const ended = await talk(commandLine, DIALOGUE, commandLine.newFolder(`ASCII, ${Object.keys(env)}`), { flags: OFFLINE, env });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^[\0-\x7f]*$/);
  });

  withTerminal.each([{ TERM: 'dumb' }, { ACCESSIBLE: '1' }])('asks line by line, without control sequences, with %j', async (env) => {
    const cwd = commandLine.newFolder(`lines, ${Object.keys(env)}`);
    const steps: Step[] = [NAME, [REGION[0], 'ireland\n'], REPLICAS, ['Number [1]', 'automated\n'], [MORE[0], '\n'], [WRITE[0], '1\n']];
    const ended = await talk(commandLine, steps, cwd, { flags: OFFLINE, env });
    expect(ended.code).toBe(0);
    expect(ended.stdout).not.toContain('\u001b');
    expect(answersOf(cwd)).toMatchObject({ region: 'eu-west-1', replicas: 3, syncPolicy: 'automated' });
  });

  withTerminal('--yes shows one line for each step, without control sequences', async () => {
    const ended = await talk(commandLine, [], commandLine.newFolder('yes'), { flags: ['shop', '--yes', '--no-install'] });
    expect(ended.code).toBe(0);
    expect(ended.stdout).not.toContain('\u001b');
    const steps = linesOf(ended).slice(0, 3);
    expect(steps).toEqual([expect.stringMatching(/^Rendered \d+ files of shop and \d+ files of shop-k8s-config$/),
      'Creating the first commit of shop', 'Creating the first commit of shop-k8s-config']);
  });
});

test('gives up on AWS after 3 seconds and ends what the lookup started', async () => {
  const cwd = commandLine.newFolder('slow-credentials');
  const pid = join(cwd, 'pid');
  writeFileSync(join(cwd, 'config'), `[default]\ncredential_process = sh -c "echo $$ > ${pid}; exec sleep 100"\n`);
  const begin = Date.now();
  const { code, stderr } = await commandLine.run(['shop', '--yes', ...OFFLINE], cwd, { AWS_CONFIG_FILE: join(cwd, 'config') });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Asking AWS for the account ID\n[^]*Note: The AWS account ID is unknown \(AWS did not respond within 3 seconds\)/);
  expect(Date.now() - begin).toBeLessThan(10_000);
  const { stdout } = await run('ps', ['-p', readFileSync(pid, 'utf8').trim(), '-o', 'stat='], cwd, process.env);
  expect(stdout.trim()).toMatch(/^(Z.*)?$/);
});

test('quotes the next steps for the shell', async () => {
  const cwd = commandLine.newFolder('it\'s a "folder"');
  const { stderr } = await commandLine.run(['shop', '--yes', ...OFFLINE, '--directory=-x y'], cwd);
  const cd = stderr.split('\n').find((line) => line.startsWith('  cd '));
  const { stdout } = await run('sh', ['-c', `${cd} && pwd`], cwd, process.env);
  expect(stdout.trim()).toBe(join(cwd, '-x y', 'shop'));
  expect(stderr).toContain(' --directory=\'-x y\' ');
});
