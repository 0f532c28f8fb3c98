import { digestsInDeployment } from './world/application';
import { bringUp } from './world/bring-up';
import { createPair, pushImage } from './world/create-pair';
import { ENGINES, engineOf, named } from './world/engine';
import { commitDigest } from './world/overlay';
import type { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';

describeWithCluster.each(ENGINES)('back to the image before, $engine', (answers) => {
  let pair: ClusterPair;
  let [first, second] = ['', ''];
  const images = () => digestsInDeployment(api, pair);
  const image = (digest: string) => [`${pair.names.imageRepository}@${digest}`];

  test('a second promotion also waits for app:sync', async () => {
    pair = await createPair(world, {
      ...answers, appName: named('back', answers.engine), region: 'us-east-1',
    });
    first = await bringUp(api, pair);
    second = await pushImage(pair, '2222222');
    expect(second).not.toBe(first);
    await commitDigest(pair, second);
    expect(await pair.task('config', 'app:diff')).toMatch(new RegExp(`^-.*${first}\\n\\+.*${second}`, 'm'));
    expect(await images()).toEqual(image(first));
    await pair.task('config', 'app:sync');
    expect(await images()).toEqual(image(second));
  });

  test('app:rollback commits the previous image, and app:sync deploys it', async () => {
    await step(
      `app:rollback, ${engineOf(pair).title}`,
      { engine: `git, ${engineOf(pair).title}`, asserts: 'the server has the revert and the cluster runs the previous digest' },
      async () => {
        expect(await pair.task('config', 'app:rollback')).toContain(`Reverted to ${first}`);
        expect(
          await pair.well('config', 'git', 'log', '-1', '--format=%s', `origin/${pair.names.defaultBranch}`),
        ).toMatch(/^Revert "deploy/);
        await pair.task('config', 'app:sync');
      },
    );
    expect(await images()).toEqual(image(first));
  });

  test('app:rollback fails at the first image', async () => {
    const { code, stderr } = await pair.attempt('config', 'app:rollback');
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Error: There is no previous image.\n' });
    await pair.task('config', 'app:delete', '--yes');
  });
});
