import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { linkPackages } from '../support/generated-repos';
import { until } from '../support/machine/until';
import { run } from '../support/run';

/** `up` and `down` as a user runs them: from the packed package, through projen, with real processes. */
jest.setTimeout(120_000);

let commandLine: CommandLine;
let folder: string;
let env: NodeJS.ProcessEnv;
const [app, config] = ['shop', 'shop-k8s-config'].map((name) => () => join(folder, name));
const projen = (cwd: string, ...args: string[]) =>
  run(process.execPath, [join(cwd, 'node_modules', 'projen', 'bin', 'projen'), ...args], cwd, env);

/** An empty account, in which a deployment takes forever. */
const AWS = `case "$*" in
  --version) echo aws-cli/2.31.5 ;;
  *'sts get-caller-identity --query Account'*) echo 123456789012 ;;
  *describe-stacks*) echo 'Stack with id shop-repositories does not exist' >&2; exit 254 ;;
  *'cloudformation deploy'*) echo $$ >"$DEPLOYMENT"; exec sleep 600 ;;
  *) exit 254 ;;
esac`;

beforeAll(async () => {
  commandLine = new CommandLine();
  folder = commandLine.newFolder('pair');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  Object.entries({ aws: AWS, eksctl: 'echo 0.230.0', kubectl: 'exit 1' }).forEach(([name, body]) => {
    writeFileSync(join(bin, name), `#!/bin/bash\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  });
  env = commandLine.environment({
    PATH: [bin, process.env.PATH].join(delimiter), DEPLOYMENT: join(folder, 'deployment'),
  });
  await commandLine.run(['shop', '--yes', '--no-install', '--no-git'], folder);
  linkPackages(commandLine, [app(), config()]);
});
afterAll(() => commandLine.remove());

test.each([['up', app], ['up', config], ['down', app], ['down', config]] as const)(
  '%s --dry-run tells its steps and changes nothing',
  async (program, where) => {
    const { code, stdout } = await projen(where(), program, '--dry-run', '--json');
    const plan = stdout.trimEnd().split('\n').map((line) => JSON.parse(line)).find(({ event }) => event === 'plan');
    expect({ code, pair: plan.pair }).toEqual({ code: 0, pair: 'shop' });
    expect(plan.steps.map(({ step }: { step: string }) => step)).toContain('cluster');
    expect(existsSync(env.DEPLOYMENT!)).toBe(false);
  },
);

/** Whether no process has this ID. */
function isGone(id: number): boolean {
  try {
    process.kill(id, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

test('Ctrl-C ends the running step with all its programs, and says how to go on', async () => {
  const program = join(app(), 'node_modules/create-gitops-eks/lib/bundle/up.js');
  const child = spawn(
    process.execPath, [program, '--yes', '--skip-preflight', '--address', '203.0.113.7/32', '--until', 'repositories'],
    { cwd: app(), env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (data) => { said += data; });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  await until('the deployment runs', async () => existsSync(env.DEPLOYMENT!), Boolean, { seconds: 60 });
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(said).toMatch(/repositories: create both CodeCommit repositories\n[^]*Interrupted\. To go on: npx projen up\n$/);
  const deployment = Number(readFileSync(env.DEPLOYMENT!, 'utf8'));
  // It has got the signal before, and ends by itself.
  await until('the deployment has ended', async () => isGone(deployment), Boolean, { seconds: 20 });
  // The log is for the user; Git ignores it.
  expect(readFileSync(join(app(), '.gitops-eks/logs/repositories.log'), 'utf8')).toContain('$ npx projen repos:deploy');
});
