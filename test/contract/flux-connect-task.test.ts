import type { Answers } from '../../src/options/option';
import { testWithBash } from '../support/bash';
import { runConfigTask } from '../support/config-task';

const [OURS, THEIRS] = ['shop-reader', 'theirs'].map((name) => `arn:aws:iam::111122223333:role/${name}`);
const POLICY = 'arn:aws:iam::111122223333:policy/reader';
const agent = { type: 'daemonsets.apps', metadata: { name: 'eks-pod-identity-agent', namespace: 'kube-system' } };
const deployment = { type: 'deployments.apps', metadata: { name: 'source-controller', namespace: 'flux-system' } };
const pod = (name: string) => ({
  type: 'pods',
  metadata: { name: 'x', namespace: 'flux-system', labels: { app: 'source-controller' } },
  spec: { containers: [{ env: [{ name }] }] },
});
const WITH_ROLE = pod('AWS_CONTAINER_CREDENTIALS_FULL_URI');

interface Account {
  /** The role of the association; none without. */
  readonly present?: string;
  readonly attached?: boolean;
}

const aws = ({ present, attached }: Account) => `case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *ReaderRoleArn*) echo ${OURS} ;;
  *ReaderPolicyArn*) echo ${POLICY} ;;
  *list-pod-identity-associations*) echo ${present ? 'a-1' : '""'} ;;
  *describe-pod-identity-association*) echo ${present} ;;
  *list-attached-role-policies*) echo ${attached ? POLICY : ''} ;;
esac`;
const connect = (account: Account, objects: object[], args: string[] = [], answers: Answers = {}) =>
  runConfigTask({
    script: 'flux/connect',
    args,
    answers: { engine: 'flux', ...answers },
    cluster: { types: { pods: 'pods' }, objects: [agent, ...objects] },
    programs: { aws: aws(account) },
  });
const changes = (calls: readonly string[]) =>
  calls.filter((call) => / restart |aws eks (create|update|delete)/.test(call)).map((call) => call.replace(/ --query.*/, ''));
const CREATE = `aws eks create-pod-identity-association --cluster-name shop --namespace flux-system --service-account source-controller --role-arn ${OURS}`;
const RESTART = 'kubectl --context shop --namespace flux-system rollout restart deployment/source-controller';

testWithBash.each<[string, Account, object[], string[], string[]]>([
  ['associates the role before Flux is installed', {}, [], [], [CREATE]],
  ['associates the role and restarts the controller', {}, [deployment, WITH_ROLE], [], [CREATE, RESTART]],
  ['keeps the association and the pod', { present: OURS }, [deployment, WITH_ROLE], [], []],
  ['restarts a pod that is older than the association', { present: THEIRS, attached: true }, [deployment, WITH_ROLE], [], []],
  [
    '--replace takes away another role', { present: THEIRS }, [deployment, WITH_ROLE], ['--replace'],
    [`aws eks update-pod-identity-association --cluster-name shop --association-id a-1 --role-arn ${OURS}`, RESTART],
  ],
])('%s', (_, account, objects, args, expected) => {
  const { status, calls, stderr } = connect(account, objects, args);
  expect({ status, stderr, changes: changes(calls) }).toEqual({ status: 0, stderr: '', changes: expected });
});

testWithBash('leaves the role of another pair in place, and names the command that adds this repository', () => {
  const { status, stderr, calls } = connect({ present: THEIRS }, [deployment, WITH_ROLE]);
  expect({ status, stderr, changes: changes(calls) }).toEqual({
    status: 1, stderr: expect.stringContaining(`aws iam attach-role-policy --role-name theirs --policy-arn ${POLICY}\n`), changes: [],
  });
});

testWithBash('says that EKS has not given the role to the pod', () => {
  const { status, stderr, calls } = connect({}, [deployment, pod('TUF_ROOT')]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('EKS has not given the role') });
  expect(changes(calls).filter((call) => call === RESTART)).toHaveLength(6);
});

testWithBash('managed nodes need the agent as an add-on', () => {
  const answers = { engine: 'flux', compute: 'managed-nodes' };
  const { status, stderr, calls } = runConfigTask({
    script: 'flux/connect', answers, programs: { aws: aws({}) },
  });
  expect({ status, stderr, changes: changes(calls) }).toEqual({
    status: 1, stderr: expect.stringContaining('--addon-name eks-pod-identity-agent'), changes: [],
  });
  expect(connect({}, [], [], { compute: 'managed-nodes' }).status).toBe(0);
});
