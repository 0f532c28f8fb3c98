import { testWithBash } from '../support/bash';
import { type Cluster, runConfigTask } from '../support/config-task';

const TYPES = { application: 'applications.argoproj.io' };
const application = (status: object, operation?: object, annotations?: object) => ({
  type: 'applications.argoproj.io',
  metadata: { name: 'shop-production', namespace: 'argocd', annotations },
  spec: {},
  operation,
  status,
});
const controller = (readyReplicas?: number) => ({
  type: 'statefulsets.apps',
  metadata: { name: 'argocd-application-controller', namespace: 'argocd' },
  status: { readyReplicas },
});
const REFRESH = { 'argocd.argoproj.io/refresh': 'normal' };
const operation = (phase: string, message = '') => ({ operationState: { phase, message } });
const state = (sync: string, health: string) => ({ sync: { status: sync }, health: { status: health } });
const ASKED = { sync: {} };
const digest = `sha256:${'a'.repeat(64)}`;

/** Shortens the wait to a second; the branch on the server names an image. */
const ENGINE = 'scripts/lib/engine.sh';
const short = (text: string) => text.replace(/^( *limit)=.*$/m, '$1=$((SECONDS + 1))').replace('{1..60}', '{1..2}');
const SHORT = { [ENGINE]: short };
const GIT = `case "$*" in show*) printf 'images:\\n  - name: shop\\n    newName: shop\\n    digest: ${digest}\\n' ;; esac`;
const sync = (cluster: Cluster, args: string[] = []) =>
  runConfigTask({
    script: 'app/sync', args, cluster: { types: TYPES, ...cluster }, programs: { git: GIT }, edit: SHORT,
  });

describe('app:sync', () => {
  const succeeded = operation('Succeeded');

  testWithBash('ends when the application is synced and healthy', () => {
    const { status, stdout } = sync({ objects: [application({ ...state('Synced', 'Healthy'), ...succeeded })] });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/Sync: +Synced/) });
  });

  const LEFT = [{ name: 'gone', status: 'OutOfSync', requiresPruning: true }, { name: 'shop', status: 'Synced' }];
  const UNREADABLE = [{ type: 'ComparisonError', message: 'authentication required' }];

  testWithBash.each<[string, Cluster, RegExp]>([
    [
      'the sync failed',
      {
        objects: [
          application({
            ...state('OutOfSync', 'Missing'), ...operation('Failed', 'one or more objects failed to apply'),
          }),
        ],
      },
      /The sync failed: one or more objects failed to apply/,
    ],
    [
      'Argo CD cannot compare',
      {
        objects: [
          application({
            ...state('Unknown', 'Healthy'), ...operation('Error', 'ComparisonError'), conditions: UNREADABLE,
          }),
        ],
      },
      /The sync failed: ComparisonError authentication required/,
    ],
    [
      'Git no longer has what the cluster has',
      { objects: [application({ ...state('OutOfSync', 'Healthy'), ...succeeded, resources: LEFT })] },
      /Git no longer has gone, .* app:sync --prune/,
    ],
    [
      'the sync still runs',
      {
        objects: [
          application(
            {
              ...state('OutOfSync', 'Missing'),
              ...operation('Running', 'waiting for healthy state of apps/Deployment/shop'),
            },
            ASKED,
          ),
        ],
      },
      /The sync still runs after 0 minutes: waiting for healthy state/,
    ],
    [
      'the sync is being terminated',
      { objects: [application({ ...state('OutOfSync', 'Missing'), ...operation('Terminating') }, ASKED)] },
      /The sync is still being terminated/,
    ],
    [
      'the controller is not ready',
      { objects: [application({ ...state('OutOfSync', 'Healthy'), ...succeeded }, ASKED), controller()] },
      /has not started the sync .* is not ready: kubectl/,
    ],
    [
      'the controller runs',
      { objects: [application({ ...state('OutOfSync', 'Healthy'), ...succeeded }, ASKED), controller(1)] },
      /has not started the sync .* runs; its log may show why/,
    ],
    [
      'the cluster still differs',
      { objects: [application({ ...state('OutOfSync', 'Healthy'), ...succeeded })] },
      /The sync succeeded, but .* still differs from Git \(OutOfSync\): npx projen app:diff/,
    ],
    [
      'Argo CD could not compare afterwards',
      { objects: [application({ ...state('Unknown', 'Healthy'), ...succeeded, conditions: UNREADABLE })] },
      /Argo CD cannot compare the cluster with Git: authentication required/,
    ],
    [
      'the application is not healthy',
      { objects: [application({ ...state('Synced', 'Degraded'), ...succeeded })] },
      /is not healthy \(Degraded\)\. Its pods may show why/,
    ],
    [
      'the application is missing',
      {},
      /The application shop-production does not exist\. Run "npx projen app:create" first/,
    ],
    ['Argo CD is not installed', { types: {} }, /The application shop-production does not exist/],
    [
      'the user lacks the right to read it',
      { objects: [], forbidden: ['applications.argoproj.io'] },
      /You have no permission to read the application shop-production: Error from server \(Forbidden\)/,
    ],
    [
      'the cluster does not answer',
      { silent: 'get' },
      /The cluster does not answer \(context shop\): Unable to connect/,
    ],
    [
      'Argo CD does not poll Git',
      { objects: [application({}, undefined, REFRESH), controller()] },
      /Argo CD did not poll Git within a minute\. Its application controller is not ready/,
    ],
    [
      'Argo CD is busy',
      { objects: [application({}, undefined, REFRESH), controller(1)] },
      /Argo CD did not poll Git within a minute\. Its application controller runs/,
    ],
  ])('says why when %s', (_, cluster, words) => {
    const { status, stderr } = sync(cluster);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(words) });
  });

  testWithBash('does not treat an unreachable cluster as refreshed', () => {
    const silent = 'echo "{\\"silent\\": \\"get\\"}" >"$KUBERNETES"; engine_refresh';
    const edit = { ...SHORT, 'scripts/app/sync.sh': (text: string) => text.replace(/^engine_refresh$/m, silent) };
    const objects = [application({ ...state('Synced', 'Healthy'), ...succeeded })];
    const { status, stderr } = runConfigTask({
      script: 'app/sync', cluster: { types: TYPES, objects }, programs: { git: GIT }, edit,
    });
    expect({ status, stderr }).toEqual({
      status: 1, stderr: expect.stringMatching(/The cluster does not answer \(context shop\): Unable to connect/),
    });
  });
});

testWithBash("reports a context that does not exist in kubectl's words", () => {
  const { status, stderr } = runConfigTask({
    script: 'app/status', programs: { kubectl: 'echo "error: context \\"shop\\" does not exist" >&2; exit 1' },
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(
      /npx projen cluster:connect" first\. kubectl reports:\n {2}error: context "shop" does not exist/,
    ),
  });
});
