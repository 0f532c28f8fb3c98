import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realWorld } from '../../src/doctor/real-world';
import type { Answers } from '../../src/options/option';
import { type SyncWorld, pairSync } from '../../src/pair-sync/pair-sync';
import { PairFolder, doctorWorld } from '../support/doctor-world';

/** Runs the program in a repository. Git is real; projen is not run. */
async function sync(folder: string, args: readonly string[] = [], extra: Partial<SyncWorld> = {}) {
  const written: string[] = [];
  const rendered: string[] = [];
  const world = doctorWorld(folder, args);
  const code = await pairSync({
    ...world,
    run: realWorld().run,
    write: (path, content) => {
      written.push(path);
      writeFileSync(path, content);
    },
    isInstalled: () => true,
    show: async (command, within) => {
      expect(command).toBe('node node_modules/projen/lib/run-projenrc-json.task.js');
      rendered.push(within);
      return 0;
    },
    ...extra,
  });
  return { code, said: world.said.join('\n'), printed: world.printed.join(''), written, rendered };
}

const answers = (folder: string) => join(folder, '.projenrc.json');
const read = (folder: string) => readFileSync(answers(folder), 'utf8');
const edit = (folder: string, before: string, after: string) => {
  expect(read(folder)).toContain(before);
  writeFileSync(answers(folder), read(folder).replace(before, after));
};

function git(folder: string, ...args: string[]): void {
  const identity = [
    '-c', 'user.name=dev', '-c', 'user.email=dev@example.com', '-c', 'commit.gpgSign=false', '-c',
    'core.hooksPath=/dev/null',
  ];
  execFileSync('git', ['-C', folder, ...identity, ...args], { stdio: 'ignore' });
}

function committedPair(given: Answers = {}): PairFolder {
  const pair = new PairFolder(given);
  for (const folder of [pair.app, pair.config]) {
    git(folder, 'init', '--quiet');
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message', 'first');
  }
  return pair;
}

test('copies changed answers, prints them, changes nothing else in the file, and renders both', async () => {
  const pair = committedPair();
  edit(pair.config, '  "type"', '  "outdir" : ".",\n  "type"');
  const own = read(pair.config);
  edit(pair.app, '"port": 8080', '"port": 9090');
  edit(pair.app, '"notify": ""', '"notify": "team@example.com"');
  const { code, said, written, rendered } = await sync(pair.app);
  expect({ code, written }).toEqual({ code: 0, written: [answers(pair.config)] });
  expect(said).toContain(
    '../shop-k8s-config/.projenrc.json:\n  notify: "" → "team@example.com"\n  port: 8080 → 9090\n',
  );
  expect(read(pair.config)).toBe(
    own.replace('"port": 8080', '"port": 9090').replace('"notify": ""', '"notify": "team@example.com"'),
  );
  expect(rendered).toEqual([pair.app, pair.config]);
});

test('copies answers from the config repo to the app repo', async () => {
  const pair = committedPair();
  edit(pair.config, '"replicas": 2', '"replicas": 3');
  expect((await sync(pair.config)).written).toEqual([answers(pair.app)]);
  expect(read(pair.app)).toContain('"replicas": 3');
});

test('writes nothing with --dry-run', async () => {
  const pair = committedPair();
  edit(pair.app, '"port": 8080', '"port": 9090');
  expect(await sync(pair.app, ['--dry-run'])).toMatchObject({
    code: 0, written: [], rendered: [], said: expect.stringContaining('port: 8080 → 9090'),
  });
});

test('renders both again after an interrupted run', async () => {
  const pair = committedPair();
  expect(await sync(pair.app)).toMatchObject({
    code: 0,
    written: [],
    said: expect.stringContaining('have the same answers'),
    rendered: [expect.any(String), expect.any(String)],
  });
});

describe('an answer that the sibling changed', () => {
  test('without a commit is never overwritten', async () => {
    const pair = committedPair();
    edit(pair.config, '"port": 8080', '"port": 7070');
    edit(pair.app, '"replicas": 2', '"replicas": 3');
    const before = read(pair.config);
    const { code, said, written } = await sync(pair.app);
    expect({ code, written }).toEqual({ code: 2, written: [] });
    expect(said).toContain('uncommitted changes: port is 7070 there and 8080 here.');
    expect(read(pair.config)).toBe(before);
  });

  test('and committed is overwritten, because Git has it', async () => {
    const pair = committedPair();
    edit(pair.config, '"port": 8080', '"port": 7070');
    git(pair.config, 'commit', '--quiet', '--all', '--message', 'another port');
    expect(await sync(pair.app)).toMatchObject({ code: 0, said: expect.stringContaining('port: 7070 → 8080') });
  });

  test('is overwritten if this repository rendered it before, because its own change is newer', async () => {
    const pair = committedPair();
    pair.synth('app', { port: 7070 });
    edit(pair.config, '"port": 8080', '"port": 7070');
    edit(pair.app, '"port": 8080', '"port": 9090');
    expect(await sync(pair.app)).toMatchObject({ code: 0, said: expect.stringContaining('port: 7070 → 9090') });
  });
});

describe('writes nothing', () => {
  const refusal = async (pair: PairFolder, extra?: Partial<SyncWorld>, args: readonly string[] = []) => {
    const before = existsSync(answers(pair.config)) && read(pair.config);
    const { code, said, written, rendered } = await sync(pair.app, args, extra);
    expect({ code, written, rendered }).toEqual({ code: 2, written: [], rendered: [] });
    expect(existsSync(answers(pair.config)) && read(pair.config)).toBe(before);
    return said;
  };

  test('if the sibling is missing', async () => {
    const pair = committedPair();
    rmSync(pair.config, { recursive: true });
    expect(await refusal(pair)).toContain('Clone shop-k8s-config to ../shop-k8s-config.');
  });

  test('if the folder of the sibling contains another project', async () => {
    const pair = committedPair();
    writeFileSync(answers(pair.config), '{"type": "python"}');
    expect(await refusal(pair)).toContain('does not belong to the other repository');
  });

  test('if a change is impossible in place', async () => {
    const pair = committedPair();
    edit(pair.app, '"region": "us-east-1"', '"region": "eu-west-1"');
    expect(await refusal(pair)).toContain('region (--region) is "eu-west-1": must stay "us-east-1"');
  });

  test('if an answer is invalid', async () => {
    const pair = committedPair();
    edit(pair.app, '"port": 8080', '"port": 80');
    expect(await refusal(pair)).toContain('port (--port) is 80: must be a whole number');
  });

  test('if packages that a synth requires are missing', async () => {
    const pair = committedPair();
    edit(pair.app, '"port": 8080', '"port": 9090');
    expect(await refusal(pair, { isInstalled: (folder) => folder === pair.app })).toContain(
      `projen is not installed in ${pair.config}`,
    );
  });

  test('with an unknown flag', async () => {
    expect(await refusal(committedPair(), {}, ['--dryrun'])).toContain('Supported flags: --dry-run, --help');
  });
});

test('reports which repository was not rendered', async () => {
  const pair = committedPair();
  edit(pair.app, '"port": 8080', '"port": 9090');
  const { code, said } = await sync(pair.app, [], { show: async (_, folder) => folder === pair.config ? 1 : 0 });
  expect(code).toBe(1);
  expect(said).toContain(`${pair.config} was not rendered`);
  expect(read(pair.config)).toContain('"port": 9090');
});
