import { application, applicationPath, deploymentPath } from './world/application';
import { bringUp, stateOf, untilRuns } from './world/bring-up';
import { createPair, pushImage } from './world/create-pair';
import { ENGINES, engineOf, named } from './world/engine';
import { addManifest, commitDigest, removeManifest } from './world/overlay';
import type { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';
import { stays, until } from '../../support/machine/until';

/** Longer than the engine's next look at the cluster. */
const A_WHILE = 8;

describeWithCluster.each(ENGINES.flatMap((engine) => [
  { ...engine, appName: named('strict', engine.engine), autoPrune: true, selfHeal: true },
  { ...engine, appName: named('lenient', engine.engine), autoPrune: false, selfHeal: false },
]))(
  'syncPolicy: automated, $engine, $appName (autoPrune: $autoPrune, selfHeal: $selfHeal), over HTTPS',
  ({ appName, autoPrune, selfHeal, ...answers }) => {
    const { title } = engineOf({ names: answers });
    const seesDrift = answers.engine === 'argocd';
    let pair: ClusterPair;
    const replicas = async () => (await api.get(deploymentPath(pair)))?.spec.replicas;
    const note = () => api.get(`/api/v1/namespaces/${pair.names.namespace}/configmaps/note`);

    test('starts without app:sync after app:create', async () => {
      pair = await createPair(world, {
        ...answers, appName, region: 'us-east-1', syncPolicy: 'automated', autoPrune, selfHeal,
      });
      await step(
        `${appName}: up`,
        { engine: `${title}, Kubernetes`, asserts: 'Synced and Healthy without app:sync, read over HTTPS' },
        () => bringUp(api, pair),
      );
    });

    test('a promotion reaches the Deployment without a manual step', async () => {
      const digest = await pushImage(pair, '2222222');
      await commitDigest(pair, digest);
      await step(
        `${appName}: promotion arrives`,
        { engine: title, asserts: 'the Deployment has the digest of the commit' },
        () => untilRuns(api, pair, digest),
      );
    });

    test(`a manual change ${selfHeal ? 'is reverted' : 'stays'}`, async () => {
      const context = ['--context', pair.names.clusterName, '--namespace', pair.names.namespace];
      await pair.well('config', 'kubectl', ...context, 'scale', 'deployment', appName, '--replicas', '4');
      await step(
        `${appName}: kubectl scale`,
        { engine: title, asserts: selfHeal ? 'reverted' : 'not reverted' },
        async () => {
          if (selfHeal) {
            await until('the number of replicas is reverted', replicas, (count) => count === 2);
          } else {
            if (seesDrift) {
              await until(
                'the engine sees the change', () => stateOf(api, pair), ({ sync }) => sync === 'OutOfSync',
              );
            }
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
        { engine: title, asserts: autoPrune ? 'the object is deleted' : `the object stays${seesDrift ? ' and is OutOfSync' : ''}` },
        async () => {
          if (autoPrune) {
            await until('the deleted object goes', note, (object) => object === undefined);
          } else {
            if (seesDrift) {
              await until(
                'the engine sees that it is too much', () => application(api, pair), ({ sync }) => sync === 'OutOfSync',
              );
            } else {
              const tip = await pair.configTip();
              await until(
                'the engine applies the commit', async () => (await api.get(applicationPath(pair)))?.status,
                (status) => status?.lastAppliedRevision?.endsWith(tip),
              );
            }
            await stays('the object is there', note, (object) => object !== undefined, A_WHILE);
          }
        },
      );
    });

    if (!seesDrift && !autoPrune) {
      test('app:sync names an object that Flux has forgotten, and app:sync --prune deletes it', async () => {
        await api.patch(applicationPath(pair), { spec: { prune: true } });
        const { code, stderr } = await pair.attempt('config', 'app:sync');
        expect({ code, stderr }).toEqual({
          code: 1, stderr: expect.stringContaining('Git no longer has configmap/note, which the cluster still has'),
        });
        expect(await pair.task('config', 'app:status')).toContain('Git no longer has configmap/note');
        await step(
          `${appName}: app:sync --prune`,
          { engine: title, asserts: 'the object that Flux has forgotten is deleted' },
          () => pair.task('config', 'app:sync', '--prune'),
        );
        expect(await note()).toBeUndefined();
      });

      test('app:delete also deletes the objects of a suspended Kustomization', async () => {
        await api.patch(applicationPath(pair), { spec: { suspend: true } });
        expect(await replicas()).toBe(2);
      });
    }

    test('app:delete removes all its objects', async () => {
      await pair.task('config', 'app:delete', '--yes');
      expect(await api.get(`/api/v1/namespaces/${pair.names.namespace}`)).toBeUndefined();
    });
  });
