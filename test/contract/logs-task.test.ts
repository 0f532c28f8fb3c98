import type { Answers } from '../../src/options/option';
import { testWithBash } from '../support/bash';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { parseYaml } from '../support/parse-file';
import { renderPair } from '../support/render-pair';
import { TaskFolder } from '../support/tasks';

/** Finds the group, and one log in it, unless these variables say otherwise. */
const AWS = `
case "$*" in
  *get-caller-identity*) echo 123456789012 ;;
  *describe-log-groups*) [ -n "$NO_GROUP" ] || echo found ;;
  *describe-log-streams*) [ -n "$NO_LOG" ] || echo log ;;
  *"logs tail"*) echo 'what was logged' ;;
esac`;

const tail = (group: string, ...flags: readonly string[]) =>
  ['aws logs tail', group, '--since 1h --format short', ...flags].join(' ');

function runTask(answers: Answers, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const folder = new TaskFolder(answers).program('aws', AWS);
  Object.assign(folder.env, { NO_GROUP: '', NO_LOG: '', ...env });
  const { calls, ...outcome } = folder.run('pipeline/logs', ...args);
  return { ...outcome, tails: calls.filter((call) => call.includes('logs tail')) };
}

/** The names of the log groups in the stacks of a pair. */
function groupsInStacks(answers: Answers): string[] {
  const stacks = renderPair(answers).filter(({ repo, path }) => repo === 'app' && /^infra\/[a-z-]+\.yaml$/.test(path));
  const resources = stacks.flatMap(({ content }) =>
    Object.values((parseYaml(content, '1.2')[0] as { Resources: object }).Resources),
  );
  return resources
    .filter(({ Type }) => Type === 'AWS::Logs::LogGroup')
    .map(({ Properties }) => Properties.LogGroupName)
    .sort();
}

/** Each stage that the task knows, with its group. */
function stagesOfTask(answers: Answers): Array<[stage: string, group: string]> {
  const { content } = renderPair(answers).find(({ path }) => path === 'scripts/pipeline/logs.sh')!;
  return [...content.matchAll(/^ {2}([a-z-]+)\) group=(\S+) ;;$/gm)].map(([, stage, group]) => [stage, group]);
}

test.each(OPTION_SETS_OF_THE_PIPELINE)('the stages match the log groups of the stacks: %j', (answers) => {
  expect(
    stagesOfTask(answers)
      .map(([, group]) => group)
      .sort(),
  ).toEqual(groupsInStacks({ ...answers, iac: 'cloudformation' }));
});

testWithBash('each stage shows its own log group', () => {
  const answers = { scanner: 'inspector' };
  const stages = stagesOfTask({ appName: 'shop', ...answers });
  expect(stages).toContainEqual(['scan-gate', '/aws/codepipeline/shop']);
  for (const [stage, group] of stages) {
    expect(runTask(answers, ['--stage', stage])).toEqual({
      status: 0, stdout: 'what was logged\n', stderr: `${group}, the last hour:\n`, tails: [tail(group)],
    });
  }
});

testWithBash.each<[Answers, string]>([
  [{ scanGate: 'none', promotion: 'manual', prBuilds: false }, 'build'],
  [{ scanGate: 'none' }, 'build, promote, pull-request, pull-request-report'],
  [{ prBuilds: false }, 'build, scan-gate, promote'],
])('with %j, refuses an unknown stage and lists the existing ones', (answers, stages) => {
  const missing = ['scan-gate', 'promote', 'pull-request', 'deploy'].find(
    (stage) => !stages.split(', ').includes(stage),
  )!;
  expect(runTask(answers, ['--stage', missing])).toEqual({
    status: 1,
    stdout: '',
    stderr: `Error: There is no stage "${missing}" here. --stage must be one of: ${stages}.\n`,
    tails: [],
  });
});

describe('before the first run', () => {
  testWithBash('names a missing log group and the task that creates it', () => {
    expect(runTask({}, [], { NO_GROUP: 'yes' })).toMatchObject({
      status: 1,
      stderr: 'Error: There is no log group /aws/codebuild/shop-build. "npx projen pipeline:deploy" creates it.\n',
      tails: [],
    });
  });

  testWithBash('says that a log group is empty', () => {
    expect(runTask({}, ['--stage', 'promote'], { NO_LOG: 'yes' })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('/aws/codebuild/shop-promote is empty: this stage has not run yet. See'),
      tails: [],
    });
  });

  testWithBash('--follow says that it waits for the first log, and waits', () => {
    expect(runTask({}, ['--follow'], { NO_LOG: 'yes' })).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('Waiting for its first log entry; press Ctrl-C to stop.'),
      tails: [tail('/aws/codebuild/shop-build', '--follow')],
    });
  });
});

testWithBash('does not treat an AWS error as an empty log group', () => {
  const denies = 'case "$*" in *get-caller-identity*) echo 123456789012 ;; *) echo AccessDenied >&2; exit 254 ;; esac';
  const folder = new TaskFolder({}).program('aws', denies);
  const { status, stdout, stderr } = folder.run('pipeline/logs');
  expect({ status, stdout, stderr }).toEqual({ status: 254, stdout: '', stderr: 'AccessDenied\n' });
});
