import type { Answers } from '../../src/options/option';
import { testWithBash } from '../support/bash';
import { type Cluster, runConfigTask } from '../support/config-task';

const SOURCES = 'gitrepositories.source.toolkit.fluxcd.io';
const KUSTOMIZATIONS = 'kustomizations.kustomize.toolkit.fluxcd.io';
const KINDS = 'configmaps,deployments';
const TYPES = {
  [SOURCES]: SOURCES, [KUSTOMIZATIONS]: KUSTOMIZATIONS, role: 'roles.rbac.authorization.k8s.io', [KINDS]: 'configmaps',
};
const NAMESPACE = 'shop-production';
const [NEW, OLD] = ['main@sha1:bbb', 'main@sha1:aaa'];
const ready = (status: string, reason = 'ReconciliationSucceeded', message = '') => ({
  conditions: [{ type: 'Ready', status, reason, message }],
});
const source = (status: object = ready('True')) => ({
  type: SOURCES,
  metadata: { name: NAMESPACE, namespace: NAMESPACE },
  spec: {},
  status: { lastHandledReconcileAt: 'asked', artifact: { revision: NEW }, ...status },
});
const application = (status: object, entries: string[] = []) => ({
  type: KUSTOMIZATIONS,
  metadata: { name: NAMESPACE, namespace: NAMESPACE },
  spec: {},
  status: {
    lastHandledReconcileAt: 'asked',
    lastAppliedRevision: NEW,
    inventory: { entries: entries.map((id) => ({ id })) },
    ...status,
  },
});
const role = {
  type: 'roles.rbac.authorization.k8s.io',
  metadata: { name: 'deployer', namespace: NAMESPACE },
  rules: [{ resources: KINDS.split(',') }],
};
const note = (owner?: string) => ({
  type: 'configmaps',
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'note',
    namespace: NAMESPACE,
    labels: { 'kustomize.toolkit.fluxcd.io/name': NAMESPACE },
    ...(owner ? { ownerReferences: [{ kind: owner }] } : {}),
  },
});
const controllers = (readyReplicas?: number) => ['source-controller', 'kustomize-controller'].map((name) => ({
  type: 'deployments.apps', metadata: { name, namespace: 'flux-system' }, status: { readyReplicas },
}));
const digest = `sha256:${'a'.repeat(64)}`;
const GIT = `case "$*" in show*) printf 'images:\\n  - name: shop\\n    newName: shop\\n    digest: ${digest}\\n' ;; esac`;

/** Shortens the waits, and makes the value of the annotation known. */
const short = (text: string) => text
  .replace(/^( *limit)=.*$/m, '$1=$((SECONDS + 1))').replace('{1..60}', '{1..2}').replace(/^now\(\) .*$/m, 'now() { say asked; }');
const task = (script: string, cluster: Cluster, args: string[] = [], answers: Answers = {}) =>
  runConfigTask({
    script,
    args,
    answers: { engine: 'flux', ...answers },
    cluster: { types: TYPES, ...cluster },
    programs: { git: GIT },
    edit: { 'scripts/lib/engine.sh': short },
  });
const changes = (calls: readonly string[]) =>
  calls.filter((call) => / (patch|annotate|delete|apply) /.test(call)).map((call) => call.replace(/^.*--namespace \S+ /, ''));
const RESUME = `patch ${SOURCES} ${NAMESPACE} --type merge --patch {"metadata": {"annotations": {"reconcile.fluxcd.io/requestedAt": "asked"}}, "spec": {"suspend": false}}`;
const ASK = `annotate ${KUSTOMIZATIONS} ${NAMESPACE} --overwrite reconcile.fluxcd.io/requestedAt=asked`;
const SUSPEND = `patch ${SOURCES} ${NAMESPACE} --type merge --patch {"spec": {"suspend": true}}`;

describe('app:sync with Flux', () => {
  testWithBash('with syncPolicy: manual, resumes the source for one sync', () => {
    const { status, stdout, calls } = task('app/sync', { objects: [source(), application(ready('True')), role] });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/Applied: +main@sha1:bbb\nHealth: +Healthy/) });
    expect(changes(calls)).toEqual([RESUME, ASK, SUSPEND]);
  });

  testWithBash('with syncPolicy: manual, suspends the source again when the sync fails', () => {
    const { status, calls } = task('app/sync', {
      objects: [source(), application(ready('False', 'ReconciliationFailed', 'forbidden')), role],
    });
    expect({ status, last: changes(calls).at(-1) }).toEqual({ status: 1, last: SUSPEND });
  });

  testWithBash('with syncPolicy: automated, suspends nothing', () => {
    const { status, calls } = task(
      'app/sync', { objects: [source(), application(ready('True')), role] }, [], { syncPolicy: 'automated' },
    );
    expect({ status, changes: changes(calls) }).toEqual({ status: 0, changes: [RESUME, ASK] });
  });

  const FORGOTTEN = [source(), application(ready('True')), role, note()];

  testWithBash('names an object that Flux applied and forgot, and keeps it', () => {
    const { status, stderr, calls } = task('app/sync', { objects: FORGOTTEN });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'Error: Git no longer has configmap/note, which the cluster still has. To delete it: npx projen app:sync --prune\n',
    });
    expect(changes(calls)).toEqual([RESUME, ASK, SUSPEND]);
  });

  testWithBash('--prune deletes an object that Flux applied and forgot', () => {
    const { status, calls } = task('app/sync', { objects: FORGOTTEN }, ['--prune']);
    expect({ status, changes: changes(calls) }).toEqual({
      status: 0, changes: [RESUME, ASK, 'delete configmap/note --ignore-not-found', SUSPEND],
    });
  });

  testWithBash.each<[string, object[]]>([
    ['is in the inventory', [application(ready('True'), [`${NAMESPACE}_note__ConfigMap`]), note()]],
    ['has an owner', [application(ready('True')), note('Service')]],
  ])('--prune keeps a labelled object that %s', (_, objects) => {
    const { status, calls } = task('app/sync', { objects: [source(), role, ...objects] }, ['--prune']);
    expect({ status, changes: changes(calls) }).toEqual({ status: 0, changes: [RESUME, ASK, SUSPEND] });
  });

  testWithBash.each<[string, Cluster, RegExp]>([
    [
      'Flux may not read the repository',
      { objects: [source(ready('False', 'GitOperationFailed', 'authorization failed')), application({})] },
      /Flux cannot read the config repo: authorization failed/,
    ],
    [
      'the manifests are refused',
      { objects: [source(), application(ready('False', 'ReconciliationFailed', 'ClusterRole/x forbidden'))] },
      /The sync failed: ClusterRole\/x forbidden/,
    ],
    [
      'pods do not become healthy',
      { objects: [source(), application(ready('False', 'HealthCheckFailed', 'timeout')), role] },
      /not finished after 0 minutes, or the application is not healthy \(HealthCheckFailed\)\. Its pods may show why/,
    ],
    [
      'another commit is still applied',
      { objects: [source(), application({ ...ready('True'), lastAppliedRevision: OLD }), role] },
      /The sync is not finished after 0 minutes/,
    ],
    [
      'Flux does not read Git',
      { objects: [source({ lastHandledReconcileAt: 'before' }), application({}), ...controllers()] },
      /Flux did not read Git within a minute\. Its source-controller is not ready/,
    ],
    [
      'Flux does not start the sync',
      { objects: [source(), application({ ...ready('True'), lastHandledReconcileAt: 'before' }), role, ...controllers(1)] },
      /Flux has not started the sync after 0 minutes\. Its controllers run; their logs may show why/,
    ],
    ['the application is missing', {}, /The application shop-production does not exist\. Run "npx projen app:create" first/],
    ['Flux is not installed', { types: {} }, /The application shop-production does not exist/],
    ['the cluster does not answer', { silent: 'get' }, /The cluster does not answer \(context shop\)/],
  ])('says why when %s', (_, cluster, words) => {
    const { status, stderr } = task('app/sync', cluster);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(words) });
  });
});

describe('app:delete with Flux', () => {
  testWithBash('resumes the Kustomization first: deleting a suspended one would orphan its objects', () => {
    const { status, calls } = task('app/delete', { objects: [source(), application(ready('True'))] }, ['--yes']);
    expect({ status, changes: changes(calls).slice(0, 3) }).toEqual({
      status: 0,
      changes: [
        `patch ${KUSTOMIZATIONS} ${NAMESPACE} --type merge --patch {"spec": {"suspend": false}}`,
        `delete ${KUSTOMIZATIONS} ${NAMESPACE} --timeout 10m`, `delete ${SOURCES} ${NAMESPACE} --ignore-not-found`,
      ],
    });
  });

  testWithBash('can be repeated', () => {
    const { status, calls } = task('app/delete', {}, ['--yes']);
    expect({ status, changes: changes(calls) }).toEqual({
      status: 0,
      changes: [`delete ${SOURCES} ${NAMESPACE} --ignore-not-found`, expect.stringContaining('delete namespace shop-production')],
    });
  });
});

testWithBash('app:status shows what Flux fetched and applied, and objects that it forgot', () => {
  const { status, stdout } = task('app/status', { objects: [source(), application({ ...ready('True'), lastAppliedRevision: OLD }), role, note()] });
  expect(status).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'Fetched:  main@sha1:bbb (syncPolicy: manual: nothing newer until app:sync)', 'Applied:  main@sha1:aaa',
    'Health:   Healthy', 'Image:    ',
    'Problem:  Git no longer has configmap/note, which the cluster still has: npx projen app:sync --prune', '',
  ]);
});

testWithBash('app:create needs a source-controller with an IAM role', () => {
  const pod = (env: object[]) => ({
    type: 'pods',
    metadata: { name: 'x', namespace: 'flux-system', labels: { app: 'source-controller' } },
    spec: { containers: [{ env }] },
  });
  const create = (env: object[]) => task('app/create', { types: { ...TYPES, pods: 'pods' }, objects: [pod(env)] });
  const { status, stderr } = create([{ name: 'TUF_ROOT' }]);
  expect({ status, stderr }).toEqual({
    status: 1, stderr: 'Error: Flux cannot read the config repo yet. Run "npx projen flux:connect" first.\n',
  });
  expect(changes(create([{ name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' }]).calls).at(-1)).toContain('--kustomize flux');
});
