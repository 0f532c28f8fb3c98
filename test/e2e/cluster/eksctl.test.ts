import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithCluster, step, world } from './world/with-world';
import { PAIRWISE_ANSWERS } from '../../support/option-sets';
import { renderPair } from '../../support/render-pair';
import { type Ended, run } from '../../support/run';

/** Names do not affect a plan: answers that differ only in names are one configuration. */
const configs = [...new Map(PAIRWISE_ANSWERS.flatMap((answers) => renderPair(answers))
  .filter(({ path }) => /^cluster\/(.+\/)?eksctl\.yaml$/.test(path))
  .map(({ content }) => [content.replace(/^ {2}name: .*$/m, ''), content])).values()];

describeWithCluster('eksctl', () => {
  const folder = () => mkdtempSync(join(world.state, 'eksctl-'));

  /** Plans a cluster without creating it. */
  function plan(config: string): Promise<Ended> {
    const path = folder();
    writeFileSync(join(path, 'eksctl.yaml'), config);
    return run('eksctl', ['create', 'cluster', '--config-file', 'eksctl.yaml', '--dry-run'], path, world.user);
  }

  test('accepts every generated cluster', async () => {
    expect(configs.length).toBeGreaterThan(5);
    await step(
      `eksctl, ${configs.length} configurations`,
      { engine: 'eksctl, moto', asserts: 'eksctl plans each cluster' },
      async () => {
        for (const config of configs) {
          const { code, stdout, stderr } = await plan(config);
          expect({ config, code, said: code === 0 ? '' : stdout + stderr }).toEqual({ config, code: 0, said: '' });
          expect(stdout).toContain('kind: ClusterConfig');
        }
      },
    );
  });

  test('refuses a misspelt field and names it', async () => {
    const { code, stderr, stdout } = await plan(configs[0].replace('accessConfig:', 'acessConfig:'));
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain('unknown field "acessConfig"');
  });
});
