import type { Answers } from '../../src/options/option';
import { testWithBash } from '../support/bash';
import { type Cluster, runConfigTask } from '../support/config-task';

/** What `up` and `down` learn about Flux from the task `pair:state`, and `app:status --wait`. */

const [OURS, THEIRS] = ['shop-reader', 'theirs'].map((name) => `arn:aws:iam::111122223333:role/${name}`);
const POLICY = 'arn:aws:iam::111122223333:policy/reader';
const SOURCES = 'gitrepositories.source.toolkit.fluxcd.io';
const KUSTOMIZATIONS = 'kustomizations.kustomize.toolkit.fluxcd.io';
const TYPES = { [SOURCES]: SOURCES, [KUSTOMIZATIONS]: KUSTOMIZATIONS, pods: 'pods' };
const NAMESPACE = 'shop-production';
const TIP = 'b'.repeat(40);

interface State {
  readonly present?: string;
  readonly attached?: boolean;
  readonly variable?: string;
  readonly ready?: string;
  readonly fetched?: string;
  readonly applied?: string;
}

const aws = ({ present, attached }: State) => `case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *ReaderRoleArn*) echo ${OURS} ;;
  *ReaderPolicyArn*) echo ${POLICY} ;;
  *list-pod-identity-associations*) echo ${present ? 'a-1' : '""'} ;;
  *describe-pod-identity-association*) echo ${present} ;;
  *list-attached-role-policies*) echo ${attached ? POLICY : '""'} ;;
esac`;

function clusterOf({ variable = 'AWS_CONTAINER_CREDENTIALS_FULL_URI', ready = 'True', fetched = TIP, applied = TIP }: State): Cluster {
  const conditions = [{ type: 'Ready', status: ready }];
  const metadata = { name: NAMESPACE, namespace: NAMESPACE };
  return {
    types: TYPES,
    objects: [
      {
        type: 'pods',
        metadata: { name: 'x', namespace: 'flux-system', labels: { app: 'source-controller' } },
        spec: { containers: [{ env: [{ name: variable }] }] },
      },
      { type: SOURCES, metadata, spec: {}, status: { lastHandledReconcileAt: 'asked', artifact: { revision: `main@sha1:${fetched}` }, conditions } },
      { type: KUSTOMIZATIONS, metadata, spec: {}, status: { lastAppliedRevision: `main@sha1:${applied}`, conditions } },
    ],
  };
}

const run = (script: string, args: readonly string[], state: State, answers: Answers = {}) => runConfigTask({
  script,
  args,
  answers: { engine: 'flux', ...answers },
  cluster: clusterOf(state),
  programs: { aws: aws(state), git: `case "$*" in ls-remote*) printf '${TIP}\\trefs/heads/main\\n' ;; esac` },
  edit: {
    'scripts/lib/engine.sh': (text) => text.replace(/^now\(\) .*$/m, 'now() { say asked; }'),
    ...script === 'app/status' && { 'scripts/app/status.sh': (text: string) => text.replace('630', '1') },
  },
});

testWithBash.each<[string, State, string]>([
  ['the role of this pair', { present: OURS }, 'yes'],
  ['the role of another pair with the policy of this one', { present: THEIRS, attached: true }, 'yes'],
  ['the role of another pair', { present: THEIRS }, 'no'],
  ['no role', {}, 'no'],
  ['a pod that is older than its role', { present: OURS, variable: 'TUF_ROOT' }, 'partial'],
])('connection, with %s', (_, state, expected) => {
  expect(run('pair/state', ['connection'], state).stdout).toBe(`connection=${expected}\n`);
});

testWithBash.each<[string, State, string]>([
  ['the newest commit, healthy', {}, 'healthy'],
  ['an older commit', { fetched: 'aaa', applied: 'aaa' }, 'applied'],
  ['a fetched commit that is not applied yet', { applied: 'aaa' }, 'applied'],
  ['unhealthy pods', { ready: 'False' }, 'applied'],
])('application, with %s', (_, state, expected) => {
  expect(run('pair/state', ['application'], state).stdout).toBe(`application=${expected}\n`);
});

describe('app:status --wait', () => {
  const AUTOMATED = { syncPolicy: 'automated' };

  testWithBash('makes Flux poll Git and ends when the application is healthy', () => {
    const { status, stdout, calls } = run('app/status', ['--wait'], {}, AUTOMATED);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`Applied:  main@sha1:${TIP}`) });
    expect(calls.some((call) => call.includes('"reconcile.fluxcd.io/requestedAt": "asked"'))).toBe(true);
  });

  testWithBash('never resumes the source with syncPolicy: manual', () => {
    const { status, calls } = run('app/status', ['--wait'], {});
    expect({ status, patched: calls.filter((call) => call.includes(' patch ')) }).toEqual({ status: 0, patched: [] });
  });

  testWithBash('fails after ten minutes, with the state', () => {
    const { status, stdout, stderr } = run('app/status', ['--wait'], { applied: 'aaa' }, AUTOMATED);
    expect({ status, stdout, stderr }).toEqual({
      status: 1, stdout: expect.stringContaining('Applied:  main@sha1:aaa'), stderr: expect.stringContaining('get pods,events'),
    });
  });
});
