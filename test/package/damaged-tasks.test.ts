import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { linkPackages } from '../support/generated-repos';
import { run } from '../support/run';
import { readTree } from '../support/tree';

/**
 * projen reads .projen/tasks.json before the project is synthesized, so that nothing in the project can repair it then.
 */
jest.setTimeout(60_000);

let commandLine: CommandLine;
let folder: string;
beforeAll(async () => {
  commandLine = new CommandLine();
  const cwd = commandLine.newFolder('pair');
  expect(await commandLine.run(['shop', '--yes', '--no-install', '--no-git'], cwd)).toMatchObject({ code: 0 });
  folder = join(cwd, 'shop');
  linkPackages(commandLine, [folder]);
});
afterAll(() => commandLine?.remove());

const inFolder = (program: string, ...args: string[]) => run(program, args, folder, commandLine.environment());
const damage = (change: (text: string) => string) => {
  const path = join(folder, '.projen', 'tasks.json');
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  writeFileSync(path, change(text));
};

/** The markers of a Git merge around a line, or around everything. */
const conflict = (text: string) => `<<<<<<< HEAD\n${text}=======\n${text.replace('system', 'projen')}>>>>>>> other\n`;

test('"npx projen" resolves a conflict', async () => {
  const before = readTree(folder);
  damage((text) => text.replace(/^ {2}"shell".*\n/m, conflict));
  expect(await inFolder(process.execPath, 'node_modules/.bin/projen')).toMatchObject({ code: 0 });
  expect(readTree(folder)).toEqual(before);
});

test.each<[string, (text: string) => string]>([
  ['cut', (text) => text.slice(0, 200)],
  ['empty', () => ''],
  ['in conflict from top to bottom', conflict],
])('the README names the command that repairs a file %s', async (_, change) => {
  const before = readTree(folder);
  damage(change);
  expect((await inFolder(process.execPath, 'node_modules/.bin/projen')).code).toBe(1);
  const [, command] =
    /`\.projen\/tasks\.json` is damaged[^]*?\n {4}node (.*)\n/.exec(readFileSync(join(folder, 'README.md'), 'utf8')) ??
    [];
  expect(await inFolder(process.execPath, command)).toMatchObject({ code: 0 });
  expect(readTree(folder)).toEqual(before);
});
