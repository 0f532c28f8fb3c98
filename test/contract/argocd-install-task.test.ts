import { testWithBash } from '../support/bash';
import { type ConfigTask, runConfigTask } from '../support/config-task';

const settings = (data?: object, annotations?: object) => [
  { type: 'namespaces', metadata: { name: 'argocd' } },
  { type: 'configmaps', metadata: { name: 'argocd-cm', namespace: 'argocd', annotations }, data },
];
const install = (data?: object, { annotations, ...task }: Partial<ConfigTask> & { annotations?: object } = {}) =>
  runConfigTask({ script: 'argocd/install', cluster: { objects: settings(data, annotations) }, ...task });
const polling = (interval: string, jitter: string) => ({
  'timeout.reconciliation': interval, 'timeout.reconciliation.jitter': jitter,
});
/** The patch in the calls of a task: the annotation and the settings. */
const patched = (calls: readonly string[]) => {
  const text = calls.flatMap((call) => / patch configmap argocd-cm --type merge --patch (.*)/.exec(call)?.[1] ?? []);
  return text.map((patch) => JSON.parse(patch));
};
const patchTo = (interval: string, jitter: string) => ({
  metadata: { annotations: { 'create-gitops-eks/polling': `${interval}/${jitter}` } }, data: polling(interval, jitter),
});
const RESTART =
  'kubectl --context shop --namespace argocd rollout restart statefulset/argocd-application-controller deployment/argocd-repo-server';

testWithBash('Argo CD polls Git every minute after its next start', () => {
  const { status, calls } = install();
  expect(status).toBe(0);
  const applied = calls.findIndex((call) => / apply --server-side /.test(call));
  expect(applied).toBeGreaterThan(0);
  expect(
    calls
      .slice(applied)
      .filter((call) => / restart /.test(call)),
  ).toEqual([RESTART]);
  expect(patched(calls.slice(applied, calls.indexOf(RESTART)))).toEqual([patchTo('60s', '15s')]);
});

testWithBash.each([
  ['what this task set', polling('60s', '15s'), { 'create-gitops-eks/polling': '60s/15s' }],
  ['what this task set at another interval', polling('90s', '22s'), { 'create-gitops-eks/polling': '90s/22s' }],
  ['what an earlier release set', polling('60s', '15s'), undefined],
])('a changed pollSeconds replaces %s', (_, data, annotations) => {
  const { status, calls } = install(data, { annotations, answers: { pollSeconds: 20 } });
  expect(status).toBe(0);
  expect(patched(calls)).toEqual([patchTo('20s', '5s')]);
  expect(calls).toContain(RESTART);
});

testWithBash('a changed pollSeconds keeps values that a person set after this task', () => {
  const { calls, stdout } = install(polling('300s', '0s'), {
    annotations: { 'create-gitops-eks/polling': '60s/15s' }, answers: { pollSeconds: 20 },
  });
  expect(calls.filter((call) => / patch | restart /.test(call))).toEqual([]);
  expect(stdout).toContain('would have set 20s and 5s (pollSeconds)');
});

testWithBash('a second run restarts nothing', () => {
  const { status, calls, stdout } = install({
    'timeout.reconciliation': '60s', 'timeout.reconciliation.jitter': '15s',
  });
  expect({ status, changes: calls.filter((call) => / patch | restart /.test(call)) }).toEqual({
    status: 0, changes: [],
  });
  expect(stdout).not.toContain('which stays');
});

testWithBash.each([
  [{ 'timeout.reconciliation': '300s' }, 'timeout.reconciliation 300s, jitter .'],
  [
    { 'timeout.reconciliation': '60s', 'timeout.reconciliation.jitter': '0s' },
    'timeout.reconciliation 60s, jitter 0s.',
  ],
  [{ 'timeout.reconciliation.jitter': '5s' }, 'timeout.reconciliation , jitter 5s.'],
])('keeps and names existing values: %j', (data, words) => {
  const { status, calls, stdout } = install(data);
  expect({ status, changes: calls.filter((call) => / patch | restart /.test(call)) }).toEqual({
    status: 0, changes: [],
  });
  expect(stdout).toContain(`Argo CD keeps the polling interval of its ConfigMap argocd-cm: ${words}`);
});

testWithBash('names pods that do not become ready as the reason', () => {
  const { status, stderr } = install(
    {},
    {
      programs: {
        kubectl: 'case "$*" in *"rollout status"*) echo "error: timed out waiting for the condition" >&2; exit 1 ;; esac',
      },
    },
  );
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/timed out[^]*Argo CD is installed, but not all of it is ready after five minutes/),
  });
});

testWithBash('installs nothing when kubectl cannot tell whether Argo CD exists', () => {
  const { status, stderr, calls } = runConfigTask({
    script: 'argocd/install', cluster: { objects: settings(), forbidden: ['deployments.apps'] },
  });
  expect({ status, stderr }).toEqual({
    status: 1, stderr: expect.stringContaining('kubectl cannot check whether the cluster has Argo CD'),
  });
  expect(calls.filter((call) => / apply /.test(call))).toEqual([]);
});
