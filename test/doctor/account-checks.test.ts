import { Aws } from '../../src/doctor/aws/aws';
import { accountChecks, preflight } from '../../src/doctor/preflight';
import type { Result } from '../../src/doctor/result';
import { readSubject } from '../../src/doctor/subject';
import type { Answers } from '../../src/options/option';
import { PairFolder, type Programs, doctorWorld } from '../support/doctor-world';

/** What the doctor says of an account before the first step. */

const ABSENT = { problem: 'Stack with id shop-pipeline does not exist' };
/** An empty account with AWS' default quotas, and a user who may do everything. */
const EMPTY: Programs = {
  'aws sts get-caller-identity --query Account': '123456789012\n',
  'aws sts get-caller-identity --query Arn': 'arn:aws:iam::123456789012:user/developer\n',
  'aws ec2 describe-regions': 'opt-in-not-required\n',
  'aws cloudformation describe-stacks': ABSENT,
  'aws codecommit get-repository': { problem: 'An error occurred (RepositoryDoesNotExistException)' },
  'aws ecr describe-repositories': { problem: 'An error occurred (RepositoryNotFoundException)' },
  'aws eks describe-cluster': { problem: 'An error occurred (ResourceNotFoundException)' },
  'aws service-quotas get-service-quota': '5.0\n',
  'aws ec2 describe-vpcs': '1\n',
  'aws ec2 describe-addresses': '0\n',
  'aws eks list-clusters': '0\n',
  'aws iam simulate-principal-policy': '{"EvaluationResults": [{"EvalActionName": "kms:CreateKey", "EvalDecision": "allowed"}]}',
};

async function check(programs: Programs = {}, answers: Answers = {}): Promise<Result[]> {
  const subject = readSubject(doctorWorld(new PairFolder(answers).app, [], { ...EMPTY, ...programs }));
  return accountChecks(subject, new Aws(subject));
}

const problemsOf = (results: readonly Result[]) =>
  results.filter(({ status }) => status === 'problem').map(({ check: name, where, what, fix }) => ({ name, where, what, fix }));

test('finds nothing wrong with an empty account', async () => {
  const results = await check();
  expect(results.map(({ status, check: name }) => `${name}: ${status}`)).toEqual([
    'account: ok', 'names: ok', 'quotas: ok', 'rights: ok',
  ]);
});

test.each<[string, Programs, string, string, RegExp]>([
  ['a region that is off', { 'aws ec2 describe-regions': 'not-opted-in\n' }, 'account', 'us-east-1', /enable-region --region-name us-east-1/],
  [
    'a repository that another stack retained', { 'aws codecommit get-repository --repository-name shop-k8s-config': '{}' },
    'names', 'CodeCommit repository shop-k8s-config', /delete-repository .*--repository-name shop-k8s-config/,
  ],
  ['an image registry of that name', { 'aws ecr describe-repositories': '{}' }, 'names', 'ECR repository shop', /aws ecr delete-repository/],
  [
    'the cluster of another pair', { 'aws eks describe-cluster --name shop --output': '{"cluster": {"tags": {"gitops-eks/pair": "till"}}}' },
    'names', 'EKS cluster shop', /clusterName/,
  ],
  ['a full quota of VPCs', { 'aws ec2 describe-vpcs': '5\n' }, 'quotas', 'VPCs', /request-service-quota-increase .*--quota-code L-F678F1CE --desired-value 6/],
  ['a new account without room for nodes', { 'aws service-quotas get-service-quota --service-code ec2 --quota-code L-1216C47A': '1.0\n' },
    'quotas', 'vCPUs of running On-Demand instances', /L-1216C47A/],
  [
    'an action that IAM denies',
    { 'aws iam simulate-principal-policy': '{"EvaluationResults": [{"EvalActionName": "kms:CreateKey", "EvalDecision": "implicitDeny"}]}' },
    'rights', 'arn:aws:iam::123456789012:user/developer', /administrator/,
  ],
])('finds %s', async (_, programs, name, where, fix) => {
  expect(problemsOf(await check(programs))).toEqual([
    { name, where, what: expect.any(String), fix: expect.stringMatching(fix) },
  ]);
});

test('names that the stacks of the pair hold are not taken', async () => {
  const programs = { 'aws cloudformation describe-stacks': '{}', 'aws codecommit get-repository': '{}', 'aws ecr describe-repositories': '{}' };
  expect(problemsOf(await check(programs))).toEqual([]);
});

test('a cluster that exists needs no quota', async () => {
  const results = await check({ 'aws eks describe-cluster': '{"cluster": {"tags": {"gitops-eks/pair": "shop"}}}', 'aws ec2 describe-vpcs': '5\n' });
  expect(problemsOf(results)).toEqual([]);
});

test('asks about the role of a session, not about the session', async () => {
  const subject = readSubject(doctorWorld(new PairFolder().app, [], {
    ...EMPTY,
    'aws sts get-caller-identity --query Arn': 'arn:aws:sts::123456789012:assumed-role/Admin/me\n',
    'aws iam get-role --role-name Admin': 'arn:aws:iam::123456789012:role/aws-reserved/Admin\n',
  }));
  await accountChecks(subject, new Aws(subject));
  expect((subject.world as ReturnType<typeof doctorWorld>).ran).toContainEqual(
    expect.stringContaining('--policy-source-arn arn:aws:iam::123456789012:role/aws-reserved/Admin '),
  );
});

test('a denial that depends on unknown conditions is none', async () => {
  const result = { EvalActionName: 'kms:CreateKey', EvalDecision: 'implicitDeny', MissingContextValues: ['aws:RequestTag/x'] };
  expect(problemsOf(await check({ 'aws iam simulate-principal-policy': JSON.stringify({ EvaluationResults: [result] }) }))).toEqual([]);
});

test('what AWS does not answer is not checked, and no problem', async () => {
  const denied = { problem: 'AccessDeniedException' };
  const results = await check({
    'aws ec2 describe-regions': denied, 'aws service-quotas': denied, 'aws service-quotas get-service-quota': denied, 'aws iam simulate-principal-policy': denied,
  });
  expect(problemsOf(results)).toEqual([]);
  expect(new Set(results.filter(({ status }) => status === 'not-checked').map(({ check: name }) => name))).toEqual(
    new Set(['account', 'quotas', 'rights']),
  );
});

test('before the first step, folders without a commit and another branch are problems', async () => {
  const pair = new PairFolder();
  const world = doctorWorld(pair.app, [], {
    ...EMPTY,
    [`git -C ${pair.app} rev-parse`]: 'abc\n',
    [`git -C ${pair.app} symbolic-ref`]: 'feature\n',
  });
  const { account, results } = await preflight(readSubject(world));
  expect(account).toBe('123456789012');
  expect(problemsOf(results).filter(({ name }) => name === 'git').map(({ what, fix }) => `${what} ${fix}`)).toEqual([
    'The branch feature is checked out, but main is pushed (defaultBranch). git switch main',
    expect.stringMatching(/^Nothing is committed yet.*git init --initial-branch main .*\(in \.\.\/shop-k8s-config\)$/),
  ]);
});
