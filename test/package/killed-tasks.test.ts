import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { linkPackages } from '../support/generated-repos';
import { run } from '../support/run';

/** A task fails when a signal kills what it runs, such as the kernel's when memory runs out. */
jest.setTimeout(120_000);

const REPOS = ['shop', 'shop-k8s-config'];

let commandLine: CommandLine;
let folders: string[];
beforeAll(async () => {
  commandLine = new CommandLine();
  const cwd = commandLine.newFolder('pair');
  expect(await commandLine.run(['shop', '--yes', '--no-install', '--no-git'], cwd)).toMatchObject({ code: 0 });
  folders = REPOS.map((repo) => join(cwd, repo));
  linkPackages(commandLine, folders);
});
afterAll(() => commandLine?.remove());

/** Programs that a signal kills as soon as they run. */
function killedPrograms(names: readonly string[]): NodeJS.ProcessEnv {
  const bin = commandLine.newFolder(`killed-${names.join('-')}`);
  names.forEach((name) => writeFileSync(join(bin, name), '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 }));
  return commandLine.environment({ PATH: [bin, process.env.PATH].join(delimiter) });
}

const projen = (folder: string, args: readonly string[], env: NodeJS.ProcessEnv) =>
  run(process.execPath, [join(folder, 'node_modules', '.bin', 'projen'), ...args], folder, env);

test('a synth', async () => {
  const preload = join(commandLine.newFolder('preload'), 'kill.cjs');
  writeFileSync(preload, 'if (/run-projenrc/.test(process.argv[1])) process.kill(process.pid, "SIGKILL");\n');
  for (const folder of folders) {
    expect(await projen(folder, [], commandLine.environment())).toMatchObject({ code: 0 });
    expect(await projen(folder, [], commandLine.environment({ NODE_OPTIONS: `--require ${preload}` }))).toMatchObject({
      code: 1,
    });
  }
});

test.each(REPOS.map((repo, index) => [repo, index]))('every task of %s', async (_, index) => {
  const folder = folders[Number(index)];
  const { tasks } = JSON.parse(readFileSync(join(folder, '.projen', 'tasks.json'), 'utf8'));
  const names = Object.keys(tasks).filter((name) => !['default', 'eject', 'build'].includes(name));
  expect(names.length).toBeGreaterThan(9);
  const env = killedPrograms(['bash', 'node', 'npm', 'npx']);
  const codes: Record<string, number | null> = {};
  const open = [...names];
  const work = async () => {
    for (let name = open.pop(); name; name = open.pop()) {
      codes[name] = (await projen(folder, [name], env)).code;
    }
  };
  await Promise.all([work(), work(), work()]);
  expect(codes).toEqual(Object.fromEntries(names.map((name) => [name, 1])));
});

test('a step in the middle of a script', async () => {
  const { code, stderr } = await projen(folders[0], ['repos:push'], killedPrograms(['git', 'aws']));
  expect(stderr).not.toBe('');
  expect(code).toBe(1);
});

test('passes arguments unchanged', async () => {
  const folder = commandLine.newFolder('recorder');
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'bash'), `#!/bin/sh\nprintf '%s\\n' "$@" >"${folder}/arguments"\n`, {
    mode: 0o755,
  });
  const env = commandLine.environment({ PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter) });
  await projen(folders[0], ['repos:push', '--name', 'two words', '$(touch no) ; *'], env);
  expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe(
    '-p\nscripts/repos/push.sh\n--name\ntwo words\n$(touch no) ; *\n',
  );
});
