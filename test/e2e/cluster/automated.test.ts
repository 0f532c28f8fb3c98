import { application, deploymentPath } from './world/application';
import { bringUp, stateOf, untilRuns } from './world/bring-up';
import { createPair, pushImage } from './world/create-pair';
import { addManifest, commitDigest, removeManifest } from './world/overlay';
import type { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';
import { stays, until } from '../../support/machine/until';

/** Longer than Argo CD's next look at the cluster. */
const A_WHILE = 8;

describeWithCluster.each([
  { appName: 'strict', autoPrune: true, selfHeal: true },
  { appName: 'lenient', autoPrune: false, selfHeal: false },
])(
  'syncPolicy: automated, $appName (autoPrune: $autoPrune, selfHeal: $selfHeal), over HTTPS',
  ({ appName, autoPrune, selfHeal }) => {
    let pair: ClusterPair;
    const replicas = async () => (await api.get(deploymentPath(pair)))?.spec.replicas;
    const note = () => api.get(`/api/v1/namespaces/${pair.names.namespace}/configmaps/note`);

    test('starts without app:sync after app:create', async () => {
      pair = await createPair(world, {
        appName, region: 'us-east-1', repoAuth: 'https', syncPolicy: 'automated', autoPrune, selfHeal,
      });
      await step(
        `${appName}: up`,
        { engine: 'Argo CD, Kubernetes', asserts: 'Synced and Healthy without app:sync, read over HTTPS' },
        () => bringUp(api, pair),
      );
    });

    test('a promotion reaches the Deployment without a manual step', async () => {
      const digest = await pushImage(pair, '2222222');
      await commitDigest(pair, digest);
      await step(
        `${appName}: promotion arrives`,
        { engine: 'Argo CD', asserts: 'the Deployment has the digest of the commit' },
        () => untilRuns(api, pair, digest),
      );
    });

    test(`a manual change ${selfHeal ? 'is reverted' : 'stays'}`, async () => {
      const context = ['--context', pair.names.clusterName, '--namespace', pair.names.namespace];
      await pair.well('config', 'kubectl', ...context, 'scale', 'deployment', appName, '--replicas', '4');
      await step(
        `${appName}: kubectl scale`,
        { engine: 'Argo CD', asserts: selfHeal ? 'reverted' : 'not reverted' },
        async () => {
          if (selfHeal) {
            await until('the number of replicas is reverted', replicas, (count) => count === 2);
          } else {
            await until(
              'Argo CD sees the change', () => stateOf(api, pair), ({ sync }) => sync === 'OutOfSync',
            );
            await stays('the number of replicas set by hand', replicas, (count) => count === 4, A_WHILE);
          }
        },
      );
    });

    test(`an object deleted from Git ${autoPrune ? 'is deleted' : 'stays'} in the cluster`, async () => {
      addManifest(pair, 'note.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: note\n');
      await pair.push('config', 'feat: a note');
      await until('the new object arrives', note, (object) => object !== undefined);
      // A manual change stays only until the next change in Git.
      await until('the number of replicas is what Git says', replicas, (count) => count === 2);
      removeManifest(pair, 'note.yaml');
      await pair.push('config', 'feat: no note');
      await step(
        `${appName}: prune`,
        { engine: 'Argo CD', asserts: autoPrune ? 'the object is deleted' : 'the object stays and is OutOfSync' },
        async () => {
          if (autoPrune) {
            await until('the deleted object goes', note, (object) => object === undefined);
          } else {
            await until(
              'Argo CD sees that it is too much', () => application(api, pair), ({ sync }) => sync === 'OutOfSync',
            );
            await stays('the object is there', note, (object) => object !== undefined, A_WHILE);
          }
        },
      );
    });

    test('app:delete removes all its objects', async () => {
      await pair.task('config', 'app:delete', '--yes');
      expect(await api.get(`/api/v1/namespaces/${pair.names.namespace}`)).toBeUndefined();
    });
  });
