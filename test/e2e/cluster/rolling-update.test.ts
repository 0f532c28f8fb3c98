import { bringUp, untilRuns } from './world/bring-up';
import { createPair, pushImage } from './world/create-pair';
import { commitDigest } from './world/overlay';
import { rolloutProblems, sampleRollout } from './world/rollout';
import { api, describeWithCluster, step, world } from './world/with-world';

test('a rollout that breaks its promises is seen', () => {
  const samples = [[0, 1], [2, 2], [2, 3], [1, 2], [2, 4]].map(([available, wanted]) => ({ available, wanted }));
  expect(rolloutProblems(samples.slice(0, 3), 2)).toEqual([]);
  expect(rolloutProblems(samples, 2)).toEqual([expect.stringContaining('only 1 of 2 pods'), expect.stringContaining('4 pods at a time')]);
  expect(rolloutProblems([], 2)).toEqual(['never 2 available pods']);
});

describeWithCluster.each([1, 5])('a rolling update of %i replicas', (replicas) => {
  test('never has fewer pods available than promised, nor more at a time', async () => {
    const pair = await createPair(world, { appName: `rolling-${replicas}`, region: 'us-east-1', replicas, repoAuth: 'https', syncPolicy: 'automated' });
    await bringUp(api, pair);
    const digest = await pushImage(pair, '2222222');
    const end = sampleRollout(api, pair.names.namespace);
    await step(`rolling update, ${replicas}`, { engine: 'Kubernetes, Argo CD', asserts: 'available pods and surge at every change of a pod' }, async () => {
      await commitDigest(pair, digest);
      await untilRuns(api, pair, digest);
    });
    const { samples, pods } = end();
    expect(rolloutProblems(samples, replicas)).toEqual([]);
    // Each was replaced by a new one: there was something to see.
    expect(pods).toBe(2 * replicas);
    await pair.task('config', 'app:delete', '--yes');
  });
});
