import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { PYTHON, testWith } from '../support/programs';
import { run } from '../support/run';
import { DIALOGUE, KEY, type Step, linesOf, talk } from '../support/terminal';

/** Differences of terminals, and what the dialogue shows in them. */
jest.setTimeout(120_000);

const withTerminal = testWith(PYTHON);
const OFFLINE = ['--no-install', '--no-git'];
const [NAME, REGION, REPLICAS, , MORE, WRITE] = DIALOGUE;
const answersOf = (cwd: string, repo = 'shop') => JSON.parse(readFileSync(join(cwd, repo, '.projenrc.json'), 'utf8'));

let commandLine: CommandLine;
beforeAll(() => { commandLine = new CommandLine(); });
afterAll(() => commandLine?.remove());

describe('terminals', () => {
  const isQuestion = (line: string) => /^[│◆◇▲└┌|*o+]/.test(line);

  withTerminal('fits 40 columns', async () => {
    const cwd = commandLine.newFolder('narrow');
    const ended = await talk(
      commandLine,
      DIALOGUE.map(([question, keys]) => [question.slice(0, 15), keys]),
      cwd,
      { flags: OFFLINE, columns: 40 },
    );
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
    const again: Step[] = Array.from(
      { length: 12 },
      () =>
        [
          ['More options?', `${KEY.down}${KEY.enter}`],
          ['Basics: which option', KEY.enter],
        ] as Step[],
    ).flat();
    const { code, stdout } = await talk(
      commandLine,
      [...again, ['More options?', KEY.controlC]],
      commandLine.newFolder('many questions'),
      {
        flags: ['shop', '--region', 'eu-west-1', '--replicas', '1', '--sync-policy', 'manual', ...OFFLINE],
      },
    );
    expect(stdout).not.toContain('Warning');
    expect(code).toBe(130);
  });

  withTerminal('has no colours with NO_COLOR', async () => {
    const ended = await talk(commandLine, DIALOGUE, commandLine.newFolder('no colour'), {
      flags: OFFLINE, env: { NO_COLOR: '1' },
    });
    expect(ended.code).toBe(0);
    expect(ended.stdout).not.toMatch(/\u001b\[[0-9;]*m/);
  });

  withTerminal.each([{ LC_ALL: 'C' }, { TERM: 'linux' }])('is in ASCII with %j', async (env) => {
    const ended = await talk(commandLine, DIALOGUE, commandLine.newFolder(`ASCII, ${Object.keys(env)}`), {
      flags: OFFLINE, env,
    });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^[\0-\x7f]*$/);
  });

  withTerminal.each([{ TERM: 'dumb' }, { ACCESSIBLE: '1' }])(
    'asks line by line, without control sequences, with %j',
    async (env) => {
      const cwd = commandLine.newFolder(`lines, ${Object.keys(env)}`);
      const steps: Step[] = [
        NAME,
        [REGION[0], 'ireland\n'],
        REPLICAS,
        ['Number [1]', 'automated\n'],
        [MORE[0], '\n'],
        [WRITE[0], '1\n'],
      ];
      const ended = await talk(commandLine, steps, cwd, { flags: OFFLINE, env });
      expect(ended.code).toBe(0);
      expect(ended.stdout).not.toContain('\u001b');
      expect(answersOf(cwd)).toMatchObject({ region: 'eu-west-1', replicas: 3, syncPolicy: 'automated' });
    },
  );

  withTerminal('--yes shows one line for each step, without control sequences', async () => {
    const ended = await talk(commandLine, [], commandLine.newFolder('yes'), {
      flags: ['shop', '--yes', '--no-install'],
    });
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
  const { code, stderr } = await commandLine.run(['shop', '--yes', ...OFFLINE], cwd, {
    AWS_CONFIG_FILE: join(cwd, 'config'),
  });
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /^Asking AWS for the account ID\n[^]*Note: The AWS account ID is unknown \(AWS did not respond within 3 seconds\)/,
  );
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
