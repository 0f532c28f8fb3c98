import { readdirSync } from 'node:fs';
import { testWithBash } from '../support/bash';
import { CommandLine } from '../support/command-line';
import { type Ended, run } from '../support/run';

/** Limits of the shell and of Node.js: the pair, or one message that names the limit. */
jest.setTimeout(120_000);

const FLAGS = 'shop --yes --region eu-west-1 --account-id 012345678901 --no-install';

let commandLine: CommandLine;
beforeAll(() => { commandLine = new CommandLine(); });
afterAll(() => commandLine.remove());

/** Runs the command line after a line of bash, with options of Node.js. */
async function runAfter(line: string, node = ''): Promise<Ended & { names: string[] }> {
  const cwd = commandLine.newFolder(`${line} ${node}`.replace(/[^a-z0-9]+/g, '-'));
  const script = `${line || ':'} && exec "$0" ${node} "$1" ${FLAGS}`;
  const ended = await run('bash', ['-c', script, process.execPath, commandLine.bin], cwd, commandLine.environment());
  expect(ended.stderr).not.toMatch(/\n +at |is a bug/);
  return { ...ended, names: readdirSync(cwd) };
}

testWithBash('a umask that takes the rights of its owner is named', async () => {
  const { code, stderr, names } = await runAfter('umask 0277');
  expect(stderr).toMatch(/^Nothing was written: the umask 0277 .*umask 022/);
  expect({ code, names }).toEqual({ code: 2, names: [] });
});

// Below 18, Node.js itself does not start.
testWithBash.each([18, 20, 22, 24, 26])('at most %d open files: the pair, or the limit is named', async (files) => {
  const { code, stderr, names } = await runAfter(`ulimit -n ${files}`);
  const isMade = names.length > 0;
  expect(code).toBe(isMade ? 0 : 2);
  expect(stderr).toMatch(isMade ? /^Done:$/m : /^Nothing was written: .*ulimit -n/m);
  expect(names.sort()).toEqual(isMade ? ['shop', 'shop-k8s-config'] : []);
});

testWithBash('a limit for the size of files is named', async () => {
  const { code, stderr, names } = await runAfter('ulimit -f 1');
  expect(stderr).toMatch(/^Nothing was written: .*ulimit -f.*\(EFBIG, write\)$/m);
  expect({ code, names }).toEqual({ code: 2, names: [] });
});

describe('the permission model of Node.js', () => {
  const flag = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';

  testWithBash('without the right to write is named', async () => {
    const { code, stderr, names } = await runAfter('', `${flag} --allow-fs-read=*`);
    expect(stderr).toMatch(
      /^Nothing was written: .*permission model of Node\.js.*\(ERR_ACCESS_DENIED, FileSystemWrite\)$/m,
    );
    expect({ code, names }).toEqual({ code: 2, names: [] });
  });

  testWithBash('without the right to start programs costs the commit alone', async () => {
    const { code, stderr, names } = await runAfter('', `${flag} --allow-fs-read=* --allow-fs-write=*`);
    expect(stderr).toMatch(/Note: shop: the first commit is missing or incomplete \(.*permission model of Node\.js.*\(ERR_ACCESS_DENIED, ChildProcess\)\)/);
    expect(code).toBe(0);
    expect(names.sort()).toEqual(['shop', 'shop-k8s-config']);
  });
});

testWithBash('help that cannot be printed is not taken for an interruption', async () => {
  const cwd = commandLine.newFolder('full');
  const { code, stderr } = await run(
    'bash',
    ['-c', '"$0" "$1" --help > /dev/full', process.execPath, commandLine.bin],
    cwd,
    commandLine.environment(),
  );
  expect(stderr).toBe('Standard output: the disk is full (ENOSPC, write)\n');
  expect(code).toBe(2);
});
