import { bringUp, untilRuns } from './world/bring-up';
import { createPair, pushImage } from './world/create-pair';
import { ENGINES, engineOf, named } from './world/engine';
import { commitDigest } from './world/overlay';
import { rolloutProblems, sampleRollout } from './world/rollout';
import { api, describeWithCluster, step, world } from './world/with-world';

test('detects a rollout with too few or too many pods', () => {
  const samples = [[0, 1], [2, 2], [2, 3], [1, 2], [2, 4]].map(([available, wanted]) => ({ available, wanted }));
  expect(rolloutProblems({ samples: samples.slice(0, 3), pods: 4 }, 2)).toEqual([]);
  expect(rolloutProblems({ samples: samples.slice(0, 3), pods: 2 }, 2)).toEqual([
    '2 pods were seen where each of 2 was to be replaced',
  ]);
  expect(rolloutProblems({ samples, pods: 4 }, 2)).toEqual([
    expect.stringContaining('only 1 of 2 pods'), expect.stringContaining('4 pods at a time'),
  ]);
  expect(rolloutProblems({ samples: [], pods: 0 }, 2)).toEqual(['never 2 available pods']);
});

describeWithCluster.each(ENGINES.flatMap((engine) => [1, 5].map((replicas) => ({ ...engine, replicas }))))('a rolling update of $replicas replicas, $engine', ({ replicas, ...answers }) => {
  test('keeps available pods and surge within its limits', async () => {
    const pair = await createPair(world, {
      ...answers, appName: named(`rolling-${replicas}`, answers.engine), region: 'us-east-1', replicas, syncPolicy: 'automated',
    });
    await bringUp(api, pair);
    const digest = await pushImage(pair, '2222222');
    const end = sampleRollout(api, pair.names.namespace);
    await step(
      `rolling update, ${replicas}, ${engineOf(pair).title}`,
      {
        engine: `Kubernetes, ${engineOf(pair).title}`,
        asserts: 'available pods and surge stay within limits at every change; each pod is replaced',
      },
      async () => {
        await commitDigest(pair, digest);
        await untilRuns(api, pair, digest);
      },
    );
    expect(rolloutProblems(end(), replicas)).toEqual([]);
    await pair.task('config', 'app:delete', '--yes');
  });
});
