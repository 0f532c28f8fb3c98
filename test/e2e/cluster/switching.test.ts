import { digestsInDeployment } from './world/application';
import { bringUp, untilRuns } from './world/bring-up';
import { createPair, pushImage } from './world/create-pair';
import { engineOf } from './world/engine';
import { commitDigest } from './world/overlay';
import type { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';
import { stepsOf } from '../../../src/options/changes/plan';
import type { Answers } from '../../../src/options/option';
import { resolveOptions } from '../../../src/options/resolve';
import { synthPair } from '../../support/synth-pair';
import type { PairAnswers } from '../aws/pair';

const SWITCHES = [
  { from: 'argocd', to: 'flux', leftover: 'argocd-controller' },
  { from: 'flux', to: 'argocd', leftover: 'kustomize-controller' },
] as const;

describeWithCluster.each(SWITCHES)('a living pair changes its engine from $from to $to', ({ from, to, leftover }) => {
  const answers: PairAnswers = { appName: `to-${to}`, region: 'us-east-1', syncPolicy: 'automated', engine: from };
  let pair: ClusterPair;
  let before: Readonly<Record<string, string>>;

  /** What runs, by name and uid. */
  async function running(): Promise<Readonly<Record<string, string>>> {
    const { namespace, appName } = pair.names;
    const pods = await api.list(`/api/v1/namespaces/${namespace}/pods`);
    const others = await Promise.all([
      api.get(`/apis/apps/v1/namespaces/${namespace}/deployments/${appName}`), api.get(`/api/v1/namespaces/${namespace}/services/${appName}`),
      api.get(`/api/v1/namespaces/${namespace}`),
    ]);
    return Object.fromEntries([...pods, ...others].map((object) => [`${object?.kind ?? 'Pod'} ${object?.metadata.name}`, object?.metadata.uid]));
  }

  /** The field managers of the pair's Deployment. */
  async function managers(): Promise<string[]> {
    const { namespace, appName } = pair.names;
    const deployment = await api.get(`/apis/apps/v1/namespaces/${namespace}/deployments/${appName}`);
    return deployment?.metadata.managedFields.map(({ manager }: { manager: string }) => manager);
  }

  /** Runs one command of a step as it is printed. */
  async function follow(command: string, where: 'app' | 'config'): Promise<void> {
    const [, task, rest = ''] = /^npx projen (\S+)(.*)$/.exec(command) ?? [];
    if (task) {
      await pair.task(where, task, ...rest.split(' ').filter(Boolean));
    } else {
      const text = await pair.well(where, 'bash', '-c', command.replace(/\bID\b/, await associationId()));
      expect(text).not.toContain('Error');
    }
  }

  async function associationId(): Promise<string> {
    const listed = await pair.aws('eks', 'list-pod-identity-associations', '--cluster-name', pair.names.clusterName);
    return listed.associations[0]?.associationId ?? '';
  }

  test(`runs with ${from}`, async () => {
    pair = await createPair(world, answers);
    await bringUp(api, pair);
    before = await running();
    expect(Object.keys(before)).toHaveLength(5);
  });

  test('the printed steps move it, with the same pods', async () => {
    const after: Answers = { ...answers, engine: to };
    const steps = stepsOf(resolveOptions(pair.answers), resolveOptions({ ...pair.answers, ...after }));
    await step(
      `engine: ${from} → ${to}`,
      { engine: 'Argo CD, Flux, Kubernetes, moto', asserts: 'the printed steps keep pods, Deployment, Service and namespace, by uid' },
      async () => {
        pair = pair.withAnswers(after);
        synthPair(pair.answers, pair.root);
        await Promise.all((['app', 'config'] as const).map((repo) => pair.push(repo, 'Another engine')));
        for (const { where, act } of steps) {
          const commands = [...act.matchAll(/`([^`]+)`/g)].map(([, command]) => command);
          // Other pairs of this cluster still use the old engine.
          if (!act.startsWith('Commit') && !/delete namespace (argocd|flux-system)/.test(act)) {
            for (const command of commands) {
              await follow(command, where as 'app' | 'config');
            }
          }
        }
      },
    );
    expect(await running()).toEqual(before);
    expect(await managers()).not.toContain(leftover);
  });

  test('the new engine rolls out the next image', async () => {
    const digest = await pushImage(pair, '2222222');
    await commitDigest(pair, digest);
    await step(
      `engine: ${from} → ${to}, next image`,
      { engine: engineOf(pair).title, asserts: 'the Deployment has the digest of the commit' },
      () => untilRuns(api, pair, digest),
    );
    expect(await digestsInDeployment(api, pair)).toEqual([`${pair.names.imageRepository}@${digest}`]);
    await pair.task('config', 'app:delete', '--yes');
  });
});
