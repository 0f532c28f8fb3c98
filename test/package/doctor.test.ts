import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { linkPackages } from '../support/generated-repos';
import { run } from '../support/run';

/** The tasks that run programs of the package, as a user runs them: from the packed package, through projen. */
jest.setTimeout(120_000);

let commandLine: CommandLine;
let folder: string;
let env: NodeJS.ProcessEnv;
const [app, config] = ['shop', 'shop-k8s-config'].map((name) => () => join(folder, name));
const projen = (cwd: string, ...args: string[]) =>
  run(process.execPath, [join(cwd, 'node_modules', 'projen', 'bin', 'projen'), ...args], cwd, env);

/** Stand-ins that know their versions. */
const PROGRAMS: Readonly<Record<string, string>> = {
  aws: 'echo aws-cli/2.31.5',
  eksctl: 'echo 0.230.0',
  kubectl: 'echo \'{"clientVersion": {"gitVersion": "v1.36.1"}}\'',
  docker: 'exit 0',
};

beforeAll(async () => {
  commandLine = new CommandLine();
  folder = commandLine.newFolder('pair');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  Object.entries(PROGRAMS).forEach(([name, body]) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  });
  env = commandLine.environment({ PATH: [bin, process.env.PATH].join(delimiter) });
  await commandLine.run(['shop', '--yes', '--no-install', '--no-git'], folder);
  linkPackages(commandLine, [app(), config()]);
});
afterAll(() => commandLine.remove());

test('a new pair has no problem, and flags reach the program', async () => {
  const { code, stdout } = await projen(app(), 'doctor', '--offline', '--json');
  expect({ code, problems: JSON.parse(stdout).problems }).toEqual({ code: 0, problems: [] });
});

test('an edited answer is carried over, and both repositories are rendered', async () => {
  const path = join(config(), '.projenrc.json');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"trigger": "pr-merge"', '"trigger": "commit"'));
  expect((await projen(config(), 'doctor', '--offline')).code).toBe(1);
  const { code, stderr } = await projen(config(), 'pair:sync');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('trigger: "pr-merge" → "commit"') });
  expect(stderr).toContain('in ../shop: npx projen pipeline:deploy');
  expect(JSON.parse(readFileSync(join(app(), '.gitops-eks/lock.json'), 'utf8')).answers.trigger).toBe('commit');
  expect(await projen(app(), 'doctor', '--offline', '--json')).toMatchObject({ code: 0 });
});

test('the program itself tells that it could not run', async () => {
  const program = join(app(), 'node_modules/create-gitops-eks/lib/bundle/doctor.js');
  expect(await run(process.execPath, [program, '--json'], folder, env)).toMatchObject({ code: 2, stdout: '' });
  expect(await run(process.execPath, [program, '--offline', '--json'], app(), env)).toMatchObject({ code: 0 });
});
