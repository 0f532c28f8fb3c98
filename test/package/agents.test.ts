import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandLine } from '../support/command-line';
import { linkPackages } from '../support/generated-repos';
import { KUBECTL, testWith } from '../support/programs';
import { type Ended, run } from '../support/run';
import { readTree } from '../support/tree';

/** Follows AGENTS.md of a new pair, command by command. */
jest.setTimeout(180_000);

const REPOS = ['shop', 'shop-k8s-config'];

let commandLine: CommandLine;
let place: string;
beforeAll(async () => {
  commandLine = new CommandLine();
  place = commandLine.newFolder('pair');
  expect(await commandLine.run(['shop', '--yes', '--no-install', '--no-git'], place)).toMatchObject({ code: 0 });
  linkPackages(commandLine, REPOS.map((repo) => join(place, repo)));
});
afterAll(() => commandLine?.remove());

const read = (repo: string, path: string) => readFileSync(join(place, repo, path), 'utf8');
const edit = (repo: string, path: string, change: (text: string) => string) =>
  writeFileSync(join(place, repo, path), change(read(repo, path)));
const withPort = (text: string) => text.replace('"port": 8080', '"port": 9090');

/** The text below a heading. */
const section = (repo: string, heading: string) =>
  new RegExp(`^## ${heading}\\n([^]*?)(?=^## |(?![^]))`, 'm').exec(read(repo, 'AGENTS.md'))?.[1] ?? '';

/** The commands in a section, each once. */
const commandsIn = (repo: string, heading: string) =>
  [...new Set([...section(repo, heading).matchAll(/`(np[mx] [^`]+)`/g)].map(([, command]) => command))];

/** Runs a command as a user does. "npx" would ask a registry for programs that are not installed. */
function follow(repo: string, command: string): Promise<Ended> {
  const cwd = join(place, repo);
  const path = [join(cwd, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return run('sh', ['-c', command.replace(/^npx /, '')], cwd, commandLine.environment({ PATH: path }));
}

describe.each(REPOS)('%s', (repo) => {
  test('the section "Test" names the installation first', () => {
    expect(commandsIn(repo, 'Test').slice(0, 2)).toEqual(['npm install', 'npm test']);
  });

  // The config repo's tests render the manifests.
  testWith(KUBECTL)('its tests pass in a new pair', async () => {
    expect(await follow(repo, 'npm test')).toMatchObject({ code: 0 });
  });

  test('the other commands of "Test" succeed in a new pair', async () => {
    const commands = commandsIn(repo, 'Test').filter((command) => command.startsWith('npx projen'));
    expect(commands).toEqual(['npx projen doctor --offline', 'npx projen merge --check', 'npx projen files:diff']);
    for (const command of commands.slice(1)) {
      expect({ command, ...await follow(repo, command) }).toMatchObject({ command, code: 0 });
    }
    // Programs such as kubectl may be missing here.
    expect((await follow(repo, `${commands[0]} --json`)).stdout).toContain('"check": "files"');
  });

  test('each task of "Tasks" has a dry run that changes nothing', async () => {
    const commands = commandsIn(repo, 'Tasks').filter((command) => command !== 'npx projen --help');
    expect(commands.length).toBeGreaterThan(2);
    const before = readTree(join(place, repo));
    for (const command of commands) {
      expect({ command, ...await follow(repo, `${command} --dry-run`) }).toMatchObject({ command, code: 0 });
    }
    expect(readTree(join(place, repo))).toEqual(before);
    expect((await follow(repo, 'npx projen --help')).stdout).toContain('pair:sync');
  });
});

test('the steps of "Change an answer" bring the answer into both repositories, in either order', async () => {
  for (const [index, repo] of REPOS.entries()) {
    const [edited, synth, sync, merge] = commandsIn(repo, 'Change an answer');
    expect([edited, synth, sync, merge]).toEqual(['npx projen', 'npx projen pair:sync', 'npx projen merge', undefined]);
    edit(repo, '.projenrc.json', index === 0 ? withPort : (text) => text.replace('"replicas": 2', '"replicas": 4'));
    expect(await follow(repo, 'npx projen')).toMatchObject({ code: 0 });
    expect(await follow(repo, 'npx projen pair:sync')).toMatchObject({ code: 0 });
    expect(await follow(repo, 'npx projen merge')).toMatchObject({ code: 0 });
  }
  expect(read('shop', 'Dockerfile')).toContain('9090');
  expect(read('shop-k8s-config', 'k8s/base/deployment.yaml')).toContain('9090');
  expect(REPOS.map((repo) => JSON.parse(read(repo, '.gitops-eks/lock.json')).answers)).toEqual(
    REPOS.map(() => expect.objectContaining({ port: 9090, replicas: 4 })),
  );
});

test('an edit of a managed file stays, is reported, and gets updates once "own" names it', async () => {
  expect(section('shop', 'Never edit by hand')).toMatch(/refuses to overwrite your edit[^]*add the path to `"own"`/);
  const path = '.shellcheckrc';
  const before = read('shop', path);
  expect(before).not.toBe('');
  chmodSync(join(place, 'shop', path), 0o644);
  edit('shop', path, (text) => `${text}# Mine.\n`);
  expect((await follow('shop', 'npx projen')).stderr).toContain(`${path} is managed, but you edited it`);
  expect(await follow('shop', 'npx projen merge --check')).toMatchObject({ code: 1 });
  expect(read('shop', path)).toBe(`${before}# Mine.\n`);
  edit('shop', '.projenrc.json', (text) => text.replace('{', `{\n  "own": ["${path}"],`));
  await follow('shop', 'npx projen');
  // This pair has no history of Git, which has the text without the edit.
  expect(await follow('shop', 'npx projen merge --ours')).toMatchObject({ code: 0 });
  expect(await follow('shop', 'npx projen merge --check')).toMatchObject({ code: 0 });
});
