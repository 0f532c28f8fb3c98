import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { testWithBash } from '../support/bash';
import { fileIn, renderPair } from '../support/render-pair';
import { type TaskOutcome, TaskFolder } from '../support/tasks';
import { temporaryFolder } from '../support/temporary-folder';

const GONE = 'GONE';
const NOT_THERE =
  'An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id shop-pipeline does not exist';
const DEPLOY =
  'aws cloudformation deploy --stack-name shop-pipeline --no-fail-on-empty-changeset --template-file TEMPLATE';
const DELETE = [
  'aws cloudformation delete-stack --stack-name shop-pipeline',
  'aws cloudformation wait stack-delete-complete --stack-name shop-pipeline',
];

/** Answers each status request with the next line of a file, and repeats the last one. */
const AWS = `
case "$*" in
  *get-caller-identity*) echo 123456789012 ;;
  *StackStatus*)
    status=$(head -n 1 "$STATUSES")
    if [ "$(wc -l <"$STATUSES")" -gt 1 ]; then sed -i.bak 1d "$STATUSES"; fi
    [ "$status" != ${GONE} ] || { echo "${NOT_THERE}" >&2; exit 254; }
    [[ $status == [A-Z]*_* ]] || { echo "$status" >&2; exit 254; }
    echo "$status"
    ;;
  *describe-stack-events*) printf 'CREATE_FAILED\\tImages\\tit said why\\nCREATE_IN_PROGRESS\\tshop\\tUser Initiated\\n' ;;
  *describe-events*) printf '2\\tImages\\tResource of type X already exists.\\n1\\tImages\\tolder\\n' ;;
  *"cloudformation deploy"*) cp "\${!#}" "$SENT"; if [ -n "$REFUSAL" ]; then echo "$REFUSAL" >&2; exit 255; fi ;;
esac`;

/** Runs commands with the stack library while CloudFormation answers with these statuses in turn. */
function withStatuses(statuses: readonly string[], script: string, env: NodeJS.ProcessEnv = {}): TaskOutcome {
  const folder = new TaskFolder({}).program('aws', AWS).program('sleep', '');
  Object.assign(folder.env, {
    STATUSES: join(folder.root, 'statuses'), SENT: join(folder.root, 'sent'), REFUSAL: '', ...env,
  });
  writeFileSync(folder.env.STATUSES!, statuses.map((status) => `${status}\n`).join(''));
  const outcome = folder.script(script, 'stacks');
  const calls = outcome.calls
    .filter((call) => !/describe-/.test(call))
    .map((call) => call.replace(/(--template-file) \S+$/, '$1 TEMPLATE'));
  return { ...outcome, calls };
}

const deploy = (statuses: readonly string[], env?: NodeJS.ProcessEnv) =>
  withStatuses(statuses, 'deploy_stack "$PIPELINE_STACK" infra/pipeline.yaml', env);
const remove = (statuses: readonly string[]) => withStatuses(statuses, 'delete_stack "$PIPELINE_STACK"');

/** The action of a deployment for each stack status: continue, delete or wait first, or end with an advice. */
const DEPLOYMENTS: Readonly<Record<StackStatus, 'goes on' | 'deletes first' | 'waits' | RegExp>> = {
  CREATE_COMPLETE: 'goes on',
  CREATE_FAILED: /rollback-stack --region us-east-1 --stack-name shop-pipeline/,
  CREATE_IN_PROGRESS: 'waits',
  DELETE_COMPLETE: 'goes on',
  DELETE_FAILED: /delete-stack --region us-east-1 --stack-name shop-pipeline/,
  DELETE_IN_PROGRESS: 'waits',
  IMPORT_COMPLETE: 'goes on',
  IMPORT_IN_PROGRESS: 'waits',
  IMPORT_ROLLBACK_COMPLETE: 'goes on',
  IMPORT_ROLLBACK_FAILED: /an import failed, and so did its rollback/,
  IMPORT_ROLLBACK_IN_PROGRESS: 'waits',
  REVIEW_IN_PROGRESS: 'goes on',
  ROLLBACK_COMPLETE: 'deletes first',
  ROLLBACK_FAILED: /delete-stack --region us-east-1 --stack-name shop-pipeline/,
  ROLLBACK_IN_PROGRESS: 'waits',
  UPDATE_COMPLETE: 'goes on',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'waits',
  UPDATE_FAILED: /rollback-stack --region us-east-1 --stack-name shop-pipeline/,
  UPDATE_IN_PROGRESS: 'waits',
  UPDATE_ROLLBACK_COMPLETE: 'goes on',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'waits',
  UPDATE_ROLLBACK_FAILED: /continue-update-rollback --region us-east-1 --stack-name shop-pipeline/,
  UPDATE_ROLLBACK_IN_PROGRESS: 'waits',
};

const UNKNOWN = /does not know that status/;
const statuses = Object.values(StackStatus);

describe('a deployment', () => {
  testWithBash('sends the template unchanged', () => {
    const sent = join(temporaryFolder(), 'sent');
    const { status } = deploy(['UPDATE_COMPLETE'], { SENT: sent });
    expect(status).toBe(0);
    expect(readFileSync(sent, 'utf8')).toBe(fileIn(renderPair({ appName: 'shop' }), 'app/infra/pipeline.yaml').content);
  });

  testWithBash.each(statuses)('of a stack that is %s', (status) => {
    const expected = DEPLOYMENTS[status];
    const { status: code, stderr, calls } = deploy([status, 'CREATE_COMPLETE']);
    expect(stderr).not.toMatch(UNKNOWN);
    if (expected instanceof RegExp) {
      expect({ code, calls }).toEqual({ code: 1, calls: [] });
      expect(stderr).toMatch(expected);
      expect(stderr).toContain(`The stack shop-pipeline is ${status}`);
      expect(stderr).toContain('Images: it said why');
      return;
    }
    const before = { 'goes on': [], 'deletes first': DELETE, 'waits': ['sleep 5'] }[expected];
    expect({ code, calls }).toEqual({ code: 0, calls: [...before, DEPLOY] });
    const warning = `Warning: Another operation on the stack shop-pipeline is running (${status}). Waiting for its end.\n`;
    expect(stderr).toBe(expected === 'waits' ? warning : '');
  });

  testWithBash('of a missing stack creates it', () => {
    expect(deploy([GONE])).toMatchObject({ status: 0, stderr: '', calls: [DEPLOY] });
  });

  testWithBash('of a stack with an unknown status ends and names it', () => {
    expect(deploy(['PAUSE_COMPLETE'])).toMatchObject({ status: 1, stderr: expect.stringMatching(UNKNOWN), calls: [] });
  });

  testWithBash('waits for an hour at most', () => {
    const outcome = withStatuses(
      ['UPDATE_IN_PROGRESS'],
      'SECONDS=3600; deploy_stack "$PIPELINE_STACK" infra/pipeline.yaml',
    );
    expect(outcome).toMatchObject({
      status: 1, stderr: expect.stringContaining('has been UPDATE_IN_PROGRESS for an hour'), calls: [],
    });
  });

  testWithBash('that fails says why', () => {
    const { status, stderr } = deploy([GONE], { REFUSAL: 'Failed to create/update the stack.' });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^Failed to create\/update the stack\.\n {2}Images: it said why\nError: The stack shop-pipeline was not deployed\.\n$/,
    );
  });

  // CloudFormation's message since November 2025: https://github.com/serverless/serverless/issues/13248
  testWithBash('that CloudFormation rejects early says why and where to look', () => {
    const REFUSAL = 'The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck]. '
      + 'To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.';
    const { status, stderr } = deploy([GONE], { REFUSAL });
    expect(status).toBe(1);
    expect(stderr.split('\n').slice(1)).toEqual([
      '  Images: Resource of type X already exists.',
      expect.stringMatching(/^Warning: .*"Retained resources" in README\.md/),
      'Error: The stack shop-pipeline was not deployed.',
      '',
    ]);
  });
});

describe('a deletion', () => {
  testWithBash.each(statuses)('of a stack that is %s', (status) => {
    const isUnderWay = DEPLOYMENTS[status] === 'waits';
    const { status: code, calls } = remove([status, 'CREATE_COMPLETE']);
    expect({ code, calls }).toEqual({ code: 0, calls: [...isUnderWay ? ['sleep 5'] : [], ...DELETE] });
  });

  testWithBash('of a missing stack, or one that disappears meanwhile, succeeds', () => {
    expect(remove([GONE])).toMatchObject({ status: 0, stdout: '', calls: [] });
    expect(remove(['DELETE_IN_PROGRESS', GONE])).toMatchObject({ status: 0, calls: ['sleep 5'] });
  });
});

testWithBash('pipeline:deploy passes the branch, because the AWS CLI keeps the deployed value of other parameters', () => {
  const { stdout } = new TaskFolder({ defaultBranch: 'trunk' }).run('pipeline/deploy', '--dry-run');
  const deployments = stdout.split('\n').filter((line) => line.includes('cloudformation deploy'));
  expect(deployments).toHaveLength(3);
  expect(deployments.filter((line) => !line.includes('--parameter-overrides BranchName=trunk'))).toEqual([]);
});

describe('no task treats an unreachable CloudFormation as a missing stack', () => {
  const ANSWERS = [
    'An error occurred (AccessDenied) when calling the DescribeStacks operation: User is not authorized to perform: cloudformation:DescribeStacks',
    'Could not connect to the endpoint URL: "https://cloudformation.us-east-1.amazonaws.com/"',
    'An error occurred (Throttling) when calling the DescribeStacks operation (reached max retries: 2): Rate exceeded',
  ];

  testWithBash.each(ANSWERS)('%s', (answer) => {
    for (const outcome of [deploy([answer]), remove([answer])]) {
      expect(outcome).toMatchObject({ status: 1, stderr: expect.stringContaining(answer), calls: [] });
    }
  });

  testWithBash.each(['pipeline/deploy', 'pipeline/delete', 'repos/delete'])('%s does nothing', (task) => {
    const folder = new TaskFolder({ prBuilds: false }).program('aws', AWS);
    Object.assign(folder.env, { STATUSES: join(folder.root, 'statuses') });
    writeFileSync(folder.env.STATUSES!, `${ANSWERS[0]}\n`);
    const { status, stderr, calls } = folder.run(task, ...task.endsWith('delete') ? ['--yes'] : []);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('AccessDenied') });
    expect(calls.filter((call) => !call.includes('describe-stacks'))).toEqual([]);
    expect(readFileSync(folder.env.CALLS!, 'utf8')).toContain('describe-stacks');
  });
});
