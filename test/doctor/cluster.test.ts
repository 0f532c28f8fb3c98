import { doctor } from '../../src/doctor/doctor';
import type { Answers } from '../../src/options/option';
import { COMMIT, diagnose, NO_STACK, SIGNED_IN, SILENT, synced } from '../support/deployed-pair';
import { PairFolder, doctorWorld } from '../support/doctor-world';

/** The report on the cluster of a deployed pair, with responses of the AWS CLI and kubectl. */

describe('the cluster', () => {
  const from = (pair: PairFolder, change?: (application: any) => void) => diagnose(pair.config, synced(pair, change));

  test('that runs the rendered Application at the latest commit is ok', async () => {
    const { problems, ok } = await from(new PairFolder());
    expect(problems).toEqual([]);
    expect(ok.filter((line) => /^cluster/.test(line))).toEqual([
      'cluster: The cluster responds (context shop, Kubernetes 1.36.2-eks-1).',
      'cluster: The Application shop-production matches the rendered one.',
      `cluster: Argo CD read the latest commit of main (${COMMIT.slice(0, 7)}).`,
      'cluster: The cluster matches Git.', 'cluster: The application is Healthy.',
    ]);
  });

  test.each<[string, Answers, (application: any) => void, string, string]>([
    [
      'another branch',
      {},
      ({ spec }) => {
        spec.source.targetRevision = 'trunk';
      },
      'The Application shop-production in the cluster differs: source.targetRevision is "trunk", not "main".',
      'npx projen app:create',
    ],
    [
      'another sync policy',
      {},
      ({ spec }) => {
        spec.syncPolicy.automated = {};
      },
      expect.stringContaining('syncPolicy.automated is {"enabled":true,'),
      'npx projen app:create',
    ],
    [
      'a manual policy instead of an automated one',
      { syncPolicy: 'automated' },
      ({ spec }) => {
        delete spec.syncPolicy.automated;
      },
      expect.stringContaining('syncPolicy.automated is not set, not {"enabled":true,'),
      'npx projen app:create',
    ],
    [
      'an older commit',
      {},
      ({ status }) => {
        status.sync.revision = 'ab'.repeat(20);
      },
      'Argo CD read the commit abababa, but main is at 1f1f1f1.',
      'npx projen app:status',
    ],
    [
      'changes that were not applied',
      {},
      ({ status }) => {
        status.sync.status = 'OutOfSync';
      },
      'The cluster does not match Git (OutOfSync).',
      'npx projen app:sync',
    ],
    [
      'pods that fail',
      {},
      ({ status }) => {
        status.health.status = 'Degraded';
      },
      'The application is Degraded.',
      'npx projen app:status',
    ],
    [
      'a repository that Argo CD cannot read',
      {},
      ({ status }) => {
        status.conditions = [{ type: 'ComparisonError', message: 'authentication required' }];
      },
      'Argo CD reports: authentication required',
      'npx projen app:status',
    ],
  ])('with %s is a problem', async (_, answers, change, what, task) => {
    const { code, problems } = await from(new PairFolder(answers), change);
    expect(code).toBe(1);
    expect(problems).toEqual([expect.objectContaining({ check: 'cluster', what, fix: expect.stringContaining(task) })]);
  });

  test('may have fields that Argo CD added', async () => {
    const { problems } = await from(new PairFolder({ syncPolicy: 'automated', selfHeal: true }), ({ spec }) => {
      delete spec.syncPolicy.automated.allowEmpty;
      spec.revisionHistoryLimit = 10;
    });
    expect(problems).toEqual([]);
  });

  test.each([
    [
      'Error from server (NotFound): applications.argoproj.io "shop-production" not found',
      'cluster: The Application shop-production does not exist in the cluster.', 'npx projen app:create',
    ],
    [
      'error: the server doesn\'t have a resource type "applications"',
      'cluster: Argo CD is not installed in the cluster.', 'npx projen argocd:install',
    ],
  ])('that reports %j is not checked', async (complaint, expected, fix) => {
    const pair = new PairFolder();
    const programs = {
      ...synced(pair),
      'kubectl --context shop --request-timeout=10s --namespace argocd get applications.argoproj.io shop-production --output json':
        { problem: complaint },
    };
    const { code, notChecked, hints } = await diagnose(pair.config, programs);
    expect({ code, notChecked }).toEqual({ code: 0, notChecked: expect.arrayContaining([expected]) });
    expect(hints.find(({ what }) => expected.endsWith(what))?.fix).toBe(fix);
  });

  test('that does not respond is not checked, and the report names the task that connects', async () => {
    const { code, hints } = await diagnose(new PairFolder().app, {
      ...SIGNED_IN, ...SILENT, 'aws cloudformation describe-stacks': NO_STACK,
    });
    expect(code).toBe(0);
    expect(hints).toContainEqual({
      check: 'cluster',
      what: 'The cluster does not respond (context shop): Unable to connect to the server: dial tcp 192.0.2.1:443: i/o timeout',
      fix: 'npx projen cluster:connect (in ../shop-k8s-config)',
    });
  });

  test('is reached through the context in KUBE_CONTEXT', async () => {
    const world = { ...doctorWorld(new PairFolder().config, ['--json'], SIGNED_IN), env: { KUBE_CONTEXT: 'mine' } };
    await doctor(world);
    expect(world.ran.filter((command) => / version --output/.test(command))).toEqual([
      'kubectl --context mine --request-timeout=10s version --output json',
    ]);
  });
});
