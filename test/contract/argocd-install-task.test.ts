import { testWithBash } from '../support/bash';
import { runConfigTask } from '../support/config-task';

const settings = (data?: object) => [
  { type: 'namespaces', metadata: { name: 'argocd' } },
  { type: 'configmaps', metadata: { name: 'argocd-cm', namespace: 'argocd' }, data },
];
const install = (data?: object, programs = {}) =>
  runConfigTask({ script: 'argocd/install', cluster: { objects: settings(data) }, programs });
const PATCH =
  'kubectl --context shop --namespace argocd patch configmap argocd-cm --type merge --patch {"data": {"timeout.reconciliation": "60s", "timeout.reconciliation.jitter": "15s"}}';
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
      .filter((call) => / apply | patch | restart /.test(call))
      .slice(1),
  ).toEqual([PATCH, RESTART]);
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
      kubectl: 'case "$*" in *"rollout status"*) echo "error: timed out waiting for the condition" >&2; exit 1 ;; esac',
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
