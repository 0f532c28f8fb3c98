import { testWithBash } from '../support/bash';
import { runConfigTask } from '../support/config-task';

const [OURS, THEIRS] = ['shop-reader', 'theirs'].map((name) => `arn:aws:iam::111122223333:role/${name}`);
const [POLICY, OTHER] = ['reader', 'of-another-pair'].map((name) => `arn:aws:iam::111122223333:policy/${name}`);

interface Account {
  /** The role of the association; none without. */
  readonly present?: string;
  /** The policies of each role. */
  readonly policies?: Readonly<Record<string, string>>;
  readonly hasStack?: boolean;
}

const aws = ({ present, policies = { 'shop-reader': POLICY }, hasStack = true }: Account) => `case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *ReaderRoleArn*) echo ${hasStack ? OURS : '""'} ;;
  *ReaderPolicyArn*) echo ${POLICY} ;;
  *list-pod-identity-associations*) echo ${present ? 'a-1' : '""'} ;;
  *describe-pod-identity-association*) echo ${present} ;;
${Object.entries(policies).map(([role, list]) => `  *list-attached-role-policies*${role}*PolicyArn==*) echo ${list.includes(POLICY) ? POLICY : '""'} ;;
  *list-attached-role-policies*${role}*) echo ${list} ;;`).join('\n')}
esac`;
const disconnect = (account: Account, args = ['--yes']) => runConfigTask({
  script: 'flux/disconnect', args, answers: { engine: 'flux', cluster: 'existing' }, programs: { aws: aws(account) },
});
const changes = (calls: readonly string[]) =>
  calls.filter((call) => /aws (eks (create|update|delete)|iam (de|at)tach)/.test(call)).map((call) => call.replace(/ --query.*/, ''));
const DELETE = 'aws eks delete-pod-identity-association --cluster-name shop --association-id a-1';
const DETACH = (role: string, policy: string) => `aws iam detach-role-policy --role-name ${role} --policy-arn ${policy}`;

testWithBash.each<[string, Account, string[]]>([
  ['deletes the association', { present: OURS }, [DELETE]],
  ['takes the policy away from the role of another pair', { present: THEIRS, policies: { 'shop-reader': POLICY, 'theirs': POLICY } }, [DETACH('theirs', POLICY)]],
  ['leaves a role of another pair alone that has no part in this one', { present: THEIRS, policies: { 'shop-reader': POLICY, 'theirs': OTHER } }, []],
  [
    'detaches the policies of other pairs, once these have another role',
    { present: THEIRS, policies: { 'shop-reader': `${POLICY} ${OTHER}`, 'theirs': OTHER } }, [DETACH('shop-reader', OTHER)],
  ],
  ['has nothing to do without an association', {}, []],
  ['has nothing to do without a stack', { hasStack: false }, []],
])('%s', (_, account, expected) => {
  const { status, stderr, calls } = disconnect(account);
  expect({ status, stderr, changes: changes(calls) }).toEqual({ status: 0, stderr: '', changes: expected });
});

testWithBash('keeps a role with which other pairs read their repositories', () => {
  const { status, stderr, calls } = disconnect({ present: OURS, policies: { 'shop-reader': `${POLICY} ${OTHER}` } });
  expect({ status, stderr, changes: changes(calls) }).toEqual({
    status: 1, stderr: expect.stringContaining(`with this role, too: ${OTHER}`), changes: [],
  });
});

testWithBash('requires --yes', () => {
  const { status, calls } = disconnect({ present: OURS }, []);
  expect({ status, changes: changes(calls) }).toEqual({ status: 1, changes: [] });
});
