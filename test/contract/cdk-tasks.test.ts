import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../src/options/option';
import { taskName } from '../../src/project/tasks';
import { testWithBash } from '../support/bash';
import { renderPair } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

const NEVER = '--require-approval never';
const gone = (stack: string) => [
  `aws cloudformation delete-stack --stack-name shop-${stack}`,
  `aws cloudformation wait stack-delete-complete --stack-name shop-${stack}`,
];

/** Records its calls; every stack exists, and the CDK app defines those of $DEFINED, by default all. */
const RECORDER = `#!/bin/sh
echo "\${0##*/} $*" >>"$CALLS"
case "$*" in
  *get-caller-identity*) echo 123456789012 ;;
  *StackStatus*) echo CREATE_COMPLETE ;;
  *PipelineUrl*) echo https://pipeline.example.com ;;
  list) printf 'shop-%s\\n' \${DEFINED:-repositories pipeline programs pull-requests upgrades} ;;
esac
`;

/** The output of a task, and its calls with an effect. */
interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly string[];
}

/** Runs one task of an app repo, by default one whose packages are installed. */
function runTask(
  path: string,
  answers: Answers,
  flags: readonly string[] = [],
  installed = true,
  variables: NodeJS.ProcessEnv = {},
): Outcome {
  const folder = temporaryFolder();
  const calls = join(folder, 'calls');
  writeFiles(
    folder,
    ['bin/aws', ...(installed ? ['app/node_modules/.bin/cdk'] : [])].map((program) => ({
      path: program, content: RECORDER, executable: true,
    })),
  );
  writeFiles(
    join(folder, 'app'), renderPair({ appName: 'shop', iac: 'cdk', ...answers }).filter(({ repo }) => repo === 'app'),
  );
  const env = { ...process.env, ...variables, CALLS: calls, PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync('bash', [path, ...flags], {
    cwd: join(folder, 'app'), env, input: '', encoding: 'utf8',
  });
  const called = existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : [];
  return {
    status,
    stdout,
    stderr,
    calls: called.filter((call) => !/ (describe-stacks|get-caller-identity) |^cdk list$/.test(call)),
  };
}

const TASKS: ReadonlyArray<readonly [path: string, answers: Answers, calls: readonly string[]]> = [
  ['scripts/infra/synth.sh', {}, ['cdk synth --quiet']],
  ['scripts/infra/diff.sh', {}, ['cdk diff']],
  ['scripts/infra/deploy.sh', {}, [...gone('upgrades'), `cdk deploy --all ${NEVER}`]],
  ['scripts/infra/deploy.sh', { upgrades: 'weekly' }, [`cdk deploy --all ${NEVER}`]],
  [
    'scripts/infra/deploy.sh',
    { prBuilds: false },
    [...gone('upgrades'), ...gone('pull-requests'), `cdk deploy --all ${NEVER}`],
  ],
  ['scripts/repos/deploy.sh', {}, [`cdk deploy shop-repositories ${NEVER}`]],
  [
    'scripts/pipeline/deploy.sh',
    {},
    [...gone('upgrades'), `cdk deploy shop-pipeline shop-programs shop-pull-requests ${NEVER}`],
  ],
  [
    'scripts/pipeline/deploy.sh',
    { upgrades: 'weekly' },
    [`cdk deploy shop-pipeline shop-programs shop-pull-requests shop-upgrades ${NEVER}`],
  ],
  [
    'scripts/pipeline/deploy.sh',
    { prBuilds: false },
    [...gone('upgrades'), ...gone('pull-requests'), `cdk deploy shop-pipeline shop-programs ${NEVER}`],
  ],
  [
    'scripts/pipeline/deploy.sh',
    { scanGate: 'none', promotion: 'manual' },
    [...gone('upgrades'), ...gone('programs'), `cdk deploy shop-pipeline shop-pull-requests ${NEVER}`],
  ],
];

testWithBash.each(TASKS)('%s with %j calls the expected programs, and none in a dry run', (path, answers, expected) => {
  const { status, stdout, stderr, calls } = runTask(path, answers);
  expect({ status, stderr, calls }).toEqual({ status: 0, stderr: '', calls: expected });
  expect(stdout).toBe(path === 'scripts/pipeline/deploy.sh' ? 'The pipeline: https://pipeline.example.com\n' : '');

  const dry = runTask(path, answers, ['--dry-run'], false);
  expect({ status: dry.status, stderr: dry.stderr, calls: dry.calls }).toEqual({ status: 0, stderr: '', calls: [] });
  expect(dry.stdout).toBe(`+ node_modules/.bin/${expected.at(-1)}\n`);

  const help = runTask(path, answers, ['--help'], false);
  expect({ status: help.status, stdout: help.stdout, calls: help.calls }).toEqual({
    status: 0, stdout: expect.stringMatching(/^[A-Z].*\.\nFlags: --dry-run/), calls: [],
  });
});

testWithBash('names missing npm packages before it does anything', () => {
  for (const [path, answers] of TASKS) {
    expect(runTask(path, answers, [], false)).toEqual({
      status: 1, stdout: '', stderr: 'Error: The CDK is not installed here. Run "npm install" first.\n', calls: [],
    });
  }
});

testWithBash.each(['scripts/pipeline/deploy.sh', 'scripts/infra/deploy.sh'])(
  '%s deploys and deletes nothing while main.ts lacks a stack, because "cdk deploy" would skip it',
  (path) => {
    const outcome = runTask(path, { prBuilds: false }, [], true, { DEFINED: 'repositories pipeline' });
    expect(outcome).toEqual({
      status: 1, stdout: '', stderr: expect.stringContaining('does not define the stack shop-programs'), calls: [],
    });
  },
);

test('has the tasks of CloudFormation and three more', () => {
  const tasksWith = (iac: string) =>
    renderPair({ appName: 'shop', iac }).flatMap(({ repo, path }) => (repo === 'app' ? (taskName(path) ?? []) : []));
  const more = ['infra:deploy', 'infra:diff', 'infra:synth'];
  expect(tasksWith('cdk').sort()).toEqual([...tasksWith('cloudformation'), ...more].sort());
});

test('other answers render no CDK file', () => {
  // Git and the image ignore what the CDK of an earlier answer wrote.
  const files = renderPair({ appName: 'shop' }).filter(({ path }) => !/^\.(git|docker)ignore$/.test(path));
  expect(files.filter(({ path, content }) => /cdk/i.test(path + content)).map(({ path }) => path)).toEqual([]);
  expect(
    renderPair({ appName: 'shop', iac: 'cdk' }).filter(({ path, content }) => /cdk/i.test(path + content)).length,
  ).toBeGreaterThan(10);
});
