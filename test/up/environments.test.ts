import { resolveOptions } from '../../src/options/resolve';
import { byTag } from '../../src/up/audit/by-tag';
import { downSteps } from '../../src/up/down-steps';
import { upSteps } from '../../src/up/steps';
import { PairFolder } from '../support/doctor-world';
import { runUp } from '../support/run-up';
import { ended } from '../support/up-world';

const options = resolveOptions({ appName: 'shop', environments: 'dev,staging,production' });
const commandsOf = (steps: readonly { id: string; commands: readonly { shown: string }[] }[], wanted: string) =>
  steps.find(({ id }) => id === wanted)?.commands.map(({ shown }) => shown);

test('up ends with the page of the first environment, whatever the answers of the last one', () => {
  expect(commandsOf(upSteps(options), 'sync')).toEqual(['npx projen app:status --wait']);
  expect(commandsOf(upSteps(options), 'promotion')).toEqual(['npx projen promotion:wait']);
  expect(upSteps(options).at(-1)?.id).toBe('page');
  const inside = { ...options, environments: options.environments.map((one, at) => ({ ...one, ...at === 0 && { serviceType: 'ClusterIP' as const } })) };
  expect(upSteps(inside as typeof options).at(-1)?.id).toBe('sync-staging');
});

test('up brings up each environment that has an image without a review or a task', async () => {
  const { code, world, said } = await runUp(new PairFolder({ environments: ['dev', 'staging', 'production'] }), ['--yes']);
  expect(code).toBe(0);
  expect(ended(world).filter((name) => /app\/(create|status)/.test(name))).toEqual([
    'config app/create', 'config app/status', 'config app/create', 'config app/status',
  ]);
  expect(commandsOf(upSteps(options), 'application-staging')).toEqual(['npx projen app:create --env staging']);
  expect(commandsOf(upSteps(options), 'sync-staging')).toEqual(['npx projen app:status --wait --env staging']);
  expect(said).toContain([
    'The environment production (in ../shop-k8s-config), after you have merged its pull request:',
    '  git pull',
    '  npx projen app:create --env production',
  ].join('\n'));
});

test('up leaves out what follows a review, and environments of other clusters', () => {
  const idsOf = (environments: object[]) => upSteps(resolveOptions({ appName: 'shop', environments })).map(({ id }) => id);
  const reviewed = idsOf([{ name: 'dev' }, { name: 'staging', promotion: 'pull-request' }, { name: 'production', promotion: 'commit' }]);
  expect(reviewed.filter((id) => /-(staging|production)$/.test(id))).toEqual([]);
  const apart = idsOf([{ name: 'dev' }, { name: 'staging', clusterName: 'other' }, { name: 'qa' }, { name: 'production' }]);
  expect(apart.filter((id) => /-(staging|qa|production)$/.test(id))).toEqual(['application-qa', 'sync-qa']);
});

test('up speaks of a pull request only where the environment gets one', async () => {
  const environments = [{ name: 'dev' }, { name: 'staging', promotion: 'pull-request' }, { name: 'live', promotion: 'commit' }];
  const { said } = await runUp(new PairFolder({ environments }), ['--yes']);
  expect(said).toContain('The environment staging (in ../shop-k8s-config), after you have merged its pull request:');
  expect(said).toContain('The environment live (in ../shop-k8s-config), after the pipeline has promoted an image to it:');
});

test.each(['pair', 'single'])('up says how an environment with promotion: manual gets its first image, layout %s', async (layout) => {
  const environments = [{ name: 'dev' }, { name: 'production', promotion: 'manual' }];
  const { said } = await runUp(new PairFolder({ environments, layout }), ['--yes']);
  expect(said).toContain(`The environment production${layout === 'pair' ? ' (in ../shop-k8s-config)' : ''}:\n  npx projen promote --to production\n`);
});

test('up publishes the connection where several environments read it', () => {
  expect(upSteps(options).find(({ id }) => id === 'publish')?.written?.paths).toContain('argocd/connection/connection.yaml');
});

test('down deletes the applications of all environments, even if the first one is gone', () => {
  const [application] = downSteps(options, false);
  expect(application.commands.map(({ shown }) => shown)).toEqual(
    ['dev', 'staging', 'production'].map((name) => `npx projen app:delete --yes --env ${name}`),
  );
  expect(application.isDone({ cluster: 'ready', application: 'none', namespace: 'no' })).toBe(false);
  expect(application.isDone({ cluster: 'none' })).toBe(true);
});

test('the audit looks for the load balancer of each environment', async () => {
  const asked: string[] = [];
  const many = resolveOptions({
    appName: 'shop', environments: Array.from({ length: 21 }, (_, at) => ({ name: `e${at}`, promotion: at === 0 ? 'commit' : 'manual' })),
  });
  const json = async (...words: string[]) => { asked.push(words.at(-1)!); return { value: {} }; };
  const aws = { region: many.region, json };
  await byTag({ options: many } as never, aws as never);
  const filters = asked.filter((filter) => filter.startsWith('Key=kubernetes.io/service-name'));
  expect(filters).toHaveLength(2);
  expect(filters.join()).toMatch(/shop-e0\/shop,.*shop-e20\/shop/);
});

test('a terminal shows the times of all steps in one column, whatever the names of environments', async () => {
  const environments = ['dev', 'a-long-name-of-an-en', 'production'];
  const { world } = await runUp(new PairFolder({ environments }), ['--yes'], { columns: 120 });
  const drawn = world.drawn.join('').replace(/\u001b\[[0-9]*[AJ]/g, '');
  const lines = drawn.split(/\r|\n/).filter((line) => line.startsWith('◇'));
  expect(lines.some((line) => line.includes(`application-${environments[1]}`))).toBe(true);
  expect(new Set(lines.map((line) => /^◇ {2}\S+ +\S.*? {2}(?=\S)/.exec(line)?.[0].length)).size).toBe(1);
});
