import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Answers } from '../../src/options/option';
import type { Repo } from '../../src/options/repo';
import { taskName } from '../../src/project/tasks';
import { testWithBash } from '../support/bash';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { type PairFile, fileIn, nameOf, renderPair } from '../support/render-pair';
import { reachableCommands, readScript } from '../support/shell-commands';
import { TaskFolder } from '../support/tasks';

/** Programs beyond bash and POSIX. */
const PROGRAMS = [
  'argocd', 'aws', 'base64', 'bun', 'curl', 'docker', 'eksctl', 'git', 'jq', 'kind', 'kubectl', 'node', 'npm', 'npx', 'openssl',
  'pnpm', 'python3', 'ssh', 'ssh-keygen', 'ssh-keyscan', 'yarn',
];

/** The program of a command. Packages of npm run on Node.js. */
const programOf = ([name]: readonly string[]) => name.startsWith('node_modules/.bin/') ? 'node' : name;

/** A task with the libraries that it reads. */
function textOf(files: readonly PairFile[], { repo, content }: PairFile): string {
  const read = [...content.matchAll(/^\. (?:scripts|"\$\(dirname "\$0"\)(?:\/\.\.)?)\/(lib\/[a-z-]+\.sh)"?$/gm)];
  // In a single repository, the library can belong to the other half.
  const library = (path: string) =>
    files.find((file) => file.path === path && file.repo === repo)
    ?? files.find((file) => file.path === path)
    ?? fileIn(files, `${repo}/${path}`);
  return [...read.map(([, path]) => library(`scripts/${path}`).content), content].join('\n');
}

function missingNeeds(text: string): string[] {
  const commands = reachableCommands(readScript(text));
  const needed = new Set(commands.filter(([name]) => name === 'need').flat());
  return [...new Set(commands.map(programOf))].filter((program) => PROGRAMS.includes(program) && !needed.has(program));
}

test('every task checks for the programs that it calls', () => {
  const problems = PAIRWISE_ANSWERS.flatMap((answers) => {
    const files = renderPair(answers);
    const tasks = files.filter(({ path }) => taskName(path));
    return tasks.flatMap((file) => missingNeeds(textOf(files, file)).map((program) => `${nameOf(file)}: ${program}`));
  });
  expect([...new Set(problems)].sort()).toEqual([]);
});

test('the check finds calls in functions, pipes, substitutions and conditions', () => {
  const missing = (text: string) =>
    missingNeeds(`need() { :; }\nasks() { need git; }\nkube() { run kubectl "$@"; }\n${text}`);
  expect(missing('kube get pods')).toEqual(['kubectl']);
  expect(missing('echo x | base64 --decode')).toEqual(['base64']);
  expect(missing('say "it is $(curl x | sed "s/a/b/")"')).toEqual(['curl']);
  expect(missing('if ! docker version >/dev/null; then\n  command=(aws sts)\nfi')).toEqual(['docker', 'aws']);
  expect(missing('cdk() { run node_modules/.bin/cdk "$@"; }\ncdk synth')).toEqual(['node']);
  expect(missing('asks\ngit status # docker\nsay "curl it"\ncase $1 in\n  aws) say \'docker ps\' ;;\nesac')).toEqual(
    [],
  );
});

/** The programs of bash and POSIX that tasks use. */
const BASICS = [
  'awk', 'bash', 'cat', 'cmp', 'cut', 'diff', 'dirname', 'env', 'grep', 'head', 'mktemp', 'rm', 'sed', 'sh', 'sleep',
  'tr',
];

type Task = [repo: Repo, task: string, missing: string, answers?: Answers, args?: readonly string[]];

const TASKS: readonly Task[] = [
  ['app', 'repos/push', 'git'],
  ['config', 'repos/push', 'git'],
  ['app', 'repos/push', 'aws'],
  ['app', 'pipeline/deploy', 'aws'],
  ['app', 'pipeline/deploy', 'node', { iac: 'cdk' }],
  ['app', 'pipeline/logs', 'aws'],
  ['app', 'pipeline/deploy', 'yarn', { iac: 'cdk', packageManager: 'yarn' }],
  ['app', 'pipeline/delete', 'aws', {}, ['--yes']],
  ['app', 'image/build', 'docker'],
  ['app', 'image/pull', 'docker'],
  ['config', 'manifests/render', 'kubectl'],
  ['config', 'app/status', 'kubectl'],
  ['config', 'cluster/create', 'eksctl'],
  ['config', 'local/up', 'kind'],
  ['config', 'local/up', 'docker'],
  ['config', 'local/deliver', 'kubectl'],
  ['config', 'local/down', 'docker'],
  ['config', 'argocd/connect', 'ssh-keyscan', { repoAuth: 'ssh' }],
  ['config', 'flux/install', 'curl', { engine: 'flux' }],
  ['config', 'flux/connect', 'aws', { engine: 'flux' }],
];

testWithBash.each<Task>(TASKS)(
  '%s: %s names a missing %s and does nothing',
  (repo, task, missing, answers = {}, args = []) => {
    const folder = new TaskFolder(answers, repo);
    const [basics, bin] = [join(folder.root, 'basics'), join(folder.root, 'bin')];
    mkdirSync(basics);
    BASICS.forEach((name) => symlinkSync(find(name), join(basics, name)));
    PROGRAMS.forEach((name) => folder.program(name, '[ "$2" != get-caller-identity ] || echo 123456789012'));
    rmSync(join(bin, missing));
    folder.env.PATH = [bin, basics].join(delimiter);
    const { status, stdout, stderr, calls } = folder.run(task, ...args);
    const words = new RegExp(`^Error: ${missing} is not installed\\. (See https|Install it)`);
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: expect.stringMatching(words) });
    // Tasks may check the cluster first.
    expect(calls.filter((call) => !/^kubectl .*version/.test(call))).toEqual([]);
  },
);

function find(program: string): string {
  const found = process.env.PATH!.split(delimiter).map((folder) => join(folder, program)).find(existsSync);
  if (!found) {
    throw new Error(`${program} is not here`);
  }
  return found;
}
