import type { Answers } from '../../src/options/option';
import { isLike } from '../aws-stand-in';
import { testWithBash } from '../support/bash';
import { runConfigTask } from '../support/config-task';

const ANSWERS = { appName: 'shop', environments: ['dev', 'staging', 'production'] };

const deployWith = (answers: Answers, ...args: string[]) => runConfigTask({
  answers,
  script: 'approvals/deploy',
  args,
  programs: {
    aws: 'case "$*" in *get-caller-identity*) echo 111122223333 ;; *get-approval-rule-template*|*get-policy*) exit 254 ;; esac',
  },
});
const argument = (calls: readonly string[], name: string) => {
  const text = calls.join('\n').split(` --${name} `)[1];
  return JSON.parse(text.slice(0, [...text.matchAll(/\}/g)].map(({ index }) => index + 1).find((end) => isJson(text.slice(0, end)))));
};

describe('approvals:deploy', () => {
  const deploy = (...args: string[]) => deployWith(ANSWERS, ...args);

  testWithBash('creates the rule for pull requests to the branch', () => {
    const { status, calls } = deploy('--approvers', '2', '--pool', 'CodeCommitApprovers:111122223333:lead');
    expect(status).toBe(0);
    expect(argument(calls, 'approval-rule-template-content')).toEqual({
      Version: '2018-11-08',
      DestinationReferences: ['refs/heads/main'],
      Statements: [{
        Type: 'Approvers', NumberOfApprovalsNeeded: 2, ApprovalPoolMembers: ['CodeCommitApprovers:111122223333:lead'],
      }],
    });
    expect(calls.join('\n')).toContain('--approval-rule-template-name shop-promotions --repository-name shop-k8s-config');
  });

  testWithBash('denies a group changes of the branch, but no merges of pull requests', () => {
    const { calls } = deploy('--group', 'developers');
    const [statement] = argument(calls, 'policy-document').Statement;
    const denies = (action: string) => statement.Action.some((pattern: string) => isLike(action, pattern));
    expect(statement.Effect).toBe('Deny');
    expect(['GitPush', 'PutFile', 'CreateCommit', 'MergeBranchesBySquash'].map((action) => denies(`codecommit:${action}`)))
      .toEqual([true, true, true, true]);
    expect(['MergePullRequestBySquash', 'GitPull', 'CreateBranch'].map((action) => denies(`codecommit:${action}`)))
      .toEqual([false, false, false]);
    expect(statement.Condition.StringEqualsIfExists).toEqual({ 'codecommit:References': ['refs/heads/main'] });
    expect(calls.at(-1)).toContain('attach-group-policy --group-name developers --policy-arn arn:aws:iam::111122223333:policy/shop-config-guard');
  });

  testWithBash('refuses a number of approvers that is none', () => {
    expect(deploy('--approvers', 'all')).toMatchObject({ status: 1, stderr: 'Error: --approvers must be a number, not all.\n' });
  });
});

describe('approvals:deploy in one repository', () => {
  const SINGLE = { ...ANSWERS, layout: 'single' };
  const WRITE = ['GitPush', 'PutFile', 'CreateBranch', 'CreateCommit', 'DeleteBranch', 'MergeBranchesBySquash'];
  const OTHER = ['MergePullRequestBySquash', 'GitPull', 'CreatePullRequest'];

  /** The writes that the policy of the task denies on a branch. */
  const denied = (calls: readonly string[], branch: string) => {
    const [statement] = argument(calls, 'policy-document').Statement;
    const [pattern] = statement.Condition.StringLikeIfExists['codecommit:References'];
    expect(statement).toMatchObject({ Effect: 'Deny', Condition: { Null: { 'codecommit:References': 'false' } } });
    expect(statement.Resource).toMatch(/:shop$/);
    return isLike(`refs/heads/${branch}`, pattern)
      ? [...WRITE, ...OTHER].filter((action) => statement.Action.includes(`codecommit:${action}`))
      : [];
  };

  testWithBash('is about the branches of all environments', () => {
    const { status, calls, stdout } = deployWith(SINGLE, '--approvers', '2', '--group', 'developers');
    expect(status).toBe(0);
    expect(argument(calls, 'approval-rule-template-content')).toEqual({
      Version: '2018-11-08',
      DestinationReferences: ['refs/heads/deploy/dev', 'refs/heads/deploy/staging', 'refs/heads/deploy/production'],
      Statements: [{ Type: 'Approvers', NumberOfApprovalsNeeded: 2 }],
    });
    expect(['deploy/dev', 'deploy/added-later', 'main', 'feature'].map((branch) => denied(calls, branch)))
      .toEqual([WRITE, WRITE, [], []]);
    expect(calls.join('\n')).toContain('--approval-rule-template-name shop-promotions --repository-name shop\n');
    expect(stdout).toContain('Each later pull request to deploy/* of shop requires 2 approval(s).');
  });

  testWithBash('is about one environment with --env, beside the rules of others', () => {
    const { calls, stdout } = deployWith(SINGLE, '--env', 'production', '--group', 'developers');
    expect(argument(calls, 'approval-rule-template-content').DestinationReferences).toEqual(['refs/heads/deploy/production']);
    expect(['deploy/dev', 'deploy/production', 'main'].map((branch) => denied(calls, branch))).toEqual([[], WRITE, []]);
    expect(calls.join('\n')).toContain('--approval-rule-template-name shop-promotions-production --repository-name shop\n');
    expect(calls.at(-1)).toContain('policy/shop-promotions-guard-production');
    expect(stdout).toContain('Each later pull request to deploy/production of shop');
  });
});

testWithBash('approvals:delete deletes the rule and the policy, detached from its groups, only with --yes', () => {
  const remove = (...args: string[]) => runConfigTask({
    answers: ANSWERS,
    script: 'approvals/delete',
    args,
    programs: { aws: 'case "$*" in *get-caller-identity*) echo 111122223333 ;; *list-entities*) echo developers ;; esac' },
  });
  expect(remove()).toMatchObject({ status: 1, stderr: expect.stringContaining('Run it again with --yes.') });
  const { status, calls } = remove('--yes');
  expect(status).toBe(0);
  expect(calls.map((call) => call.split(' ').slice(1, 3).join(' '))).toEqual(expect.arrayContaining([
    'codecommit disassociate-approval-rule-template-from-repository', 'codecommit delete-approval-rule-template',
    'iam detach-group-policy', 'iam delete-policy',
  ]));
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
