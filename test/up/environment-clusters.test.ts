import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveOptions } from '../../src/options/resolve';
import { audit } from '../../src/up/audit';
import { down } from '../../src/up/down';
import { downSteps, staying } from '../../src/up/down-steps';
import { estimate } from '../../src/up/estimate';
import { factsOfSteps } from '../../src/up/look';
import { upSteps } from '../../src/up/steps';
import { up } from '../../src/up/up';
import { PairFolder } from '../support/doctor-world';
import { runUp } from '../support/run-up';
import { ended, upWorld } from '../support/up-world';

const ANSWERS = {
  region: 'eu-central-1',
  environments: [
    { name: 'dev' }, { name: 'staging', syncPolicy: 'automated' }, { name: 'production', clusterName: 'live', region: 'eu-west-1' },
  ],
};
const optionsOf = (answers: object = {}) => resolveOptions({ appName: 'shop', ...ANSWERS, ...answers });
type Steps = readonly { id: string; title: string; needs: readonly string[]; commands: readonly { shown: string }[] }[];
const commandsOf = (steps: Steps, wanted: string) =>
  steps.find(({ id }) => id === wanted)?.commands.map(({ shown }) => shown);

describe('up', () => {
  test('brings up the cluster of the first environment, and names the tasks for the other one', async () => {
    const pair = new PairFolder(ANSWERS);
    const { code, world, said } = await runUp(pair, ['--yes']);
    expect(code).toBe(0);
    expect(ended(world).filter((name) => name === 'config cluster/create')).toHaveLength(1);
    const tasks = [
      'cluster:create', 'cluster:check', 'argocd:install', 'argocd:connect', 'app:create',
    ].map((name) => `  npx projen ${name} --env production`);
    expect(said).toContain(['The cluster live (in ../shop-k8s-config):', ...tasks].join('\n'));
  });

  test('lets the address reach each cluster, and commits both files', async () => {
    const pair = new PairFolder(ANSWERS);
    const { world } = await runUp(pair, ['--yes']);
    for (const file of ['cluster/eksctl.yaml', 'cluster/live/eksctl.yaml']) {
      expect(readFileSync(join(pair.config, file), 'utf8')).toContain('publicAccessCIDRs: [203.0.113.7/32]');
    }
    expect(ended(world)).toContain('config git add -- cluster/eksctl.yaml cluster/live/eksctl.yaml');
  });

  test('creates the cluster of the first environment, even if it is not that of the pair', () => {
    const environments = [{ name: 'dev', clusterName: 'early' }, { name: 'live' }];
    const steps = upSteps(optionsOf({ environments }));
    expect(steps.find(({ id }) => id === 'cluster')?.title).toBe('create the EKS cluster early');
    expect(steps.find(({ id }) => id === 'publish')?.written?.paths).toContain('cluster/early/eksctl.yaml');
  });

  test.each([up, down])('and down refuse KUBE_CONTEXT, which would be the context of each cluster', async (program) => {
    const several = upWorld(new PairFolder(ANSWERS).app, ['--yes']);
    Object.assign(several, { env: { KUBE_CONTEXT: 'shop' } });
    expect(await program(several, estimate)).toBe(2);
    expect(several.said.join()).toContain('KUBE_CONTEXT is one context, and the environments are in 2 clusters: unset it.');
    expect(several.history).toEqual([]);
  });

  test('says nothing of other clusters if there is one', async () => {
    const { said } = await runUp(new PairFolder({ environments: ['dev', 'production'] }), ['--yes']);
    expect(said).not.toContain('The cluster shop');
  });
});

describe('down', () => {
  test('deletes each cluster after its applications, and then what all share', () => {
    const steps = downSteps(optionsOf(), false);
    expect(steps.map(({ id, needs }) => [id, ...needs])).toEqual([
      ['application-shop'], ['cluster-shop', 'application-shop'], ['application-live'], ['cluster-live', 'application-live'],
      ['pipeline', 'application-shop', 'application-live'], ['repositories', 'application-shop', 'application-live', 'pipeline'],
    ]);
    expect(commandsOf(steps, 'application-shop')).toEqual(['dev', 'staging'].map((name) => `npx projen app:delete --yes --env ${name}`));
    expect(commandsOf(steps, 'application-live')).toEqual(['npx projen app:delete --yes --env production']);
    expect(commandsOf(steps, 'cluster-live')).toEqual(['npx projen cluster:delete --yes --env production']);
    expect(steps.find(({ id }) => id === 'cluster-live')?.title).toBe('delete the EKS cluster live');
  });

  test('takes the role away from Flux in each existing cluster, before the role is deleted', () => {
    const steps = downSteps(optionsOf({ engine: 'flux', cluster: 'existing' }), false);
    expect(commandsOf(steps, 'connection-shop')).toEqual(['npx projen flux:disconnect --yes --env dev']);
    expect(commandsOf(steps, 'connection-live')).toEqual(['npx projen flux:disconnect --yes --env production']);
    const [disconnection, repositories] = ['connection-live', 'repositories'].map((wanted) => steps.find(({ id }) => id === wanted));
    expect(disconnection?.needs).toEqual(['application-live']);
    expect(repositories?.needs).toEqual(expect.arrayContaining(['connection-shop', 'connection-live']));
  });

  test('runs the commands that it shows', () => {
    const commands = ['argocd', 'flux'].flatMap((engine) =>
      downSteps(optionsOf({ engine, cluster: 'existing' }), true).flatMap((step) => step.commands));
    expect(commands.map(({ argv }) => argv.slice(3).join(' '))).toEqual(
      commands.map(({ shown }) => shown.replace(/^npx projen \S+ ?/, '')),
    );
  });

  test('looks at each cluster: one that is gone does not hide the other', async () => {
    const steps = downSteps(optionsOf(), false);
    const asked: string[] = [];
    const run = async (_: string, words: readonly string[]) => {
      asked.push(words.slice(2).join(' '));
      return { code: 0, stdout: words.includes('production') ? 'cluster=ready\napplication=healthy\n' : 'cluster=none\n', stderr: '' };
    };
    const facts = await factsOfSteps({ run } as never, { options: optionsOf(), folders: { app: '/a', config: '/c' } } as never, steps);
    expect(steps.filter((step) => step.isDone(facts(step))).map(({ id }) => id)).toEqual(['application-shop', 'cluster-shop']);
    expect(asked).toEqual(expect.arrayContaining([
      'cluster application namespace --env dev', 'cluster application namespace --env production',
    ]));
  });

  test('names both clusters that stay', () => {
    expect(staying(optionsOf({ cluster: 'existing' })).join('\n')).toContain('the clusters shop and live and the GitOps engine in them');
    expect(staying(optionsOf()).join('\n')).toContain('the control plane of shop and live, for 90 days');
  });
});

describe('the audit', () => {
  async function audited(answers: object = {}) {
    const asked: string[] = [];
    const run = async (_: string, words: readonly string[], env: NodeJS.ProcessEnv) => {
      asked.push(`${env.AWS_REGION} ${words.filter((word) => word !== '--output' && word !== 'json').join(' ')}`);
      const isVolume = env.AWS_REGION === 'eu-west-1' && words.includes('describe-volumes');
      return { code: 0, stdout: isVolume ? '{"Volumes": [{"VolumeId": "vol-1"}]}' : '{}', stderr: '' };
    };
    return { asked, ...await audit({ options: optionsOf(answers), world: { run, env: {} } } as never) };
  }

  test('looks for each cluster in its region, and for the pipeline in that of the pair', async () => {
    const { asked } = await audited();
    const regionsOf = (words: string) => asked.filter((line) => line.includes(words)).map((line) => line.split(' ')[0]);
    expect(regionsOf('describe-cluster --name shop')).toEqual(['eu-central-1']);
    expect(regionsOf('describe-cluster --name live')).toEqual(['eu-west-1']);
    expect(regionsOf('alpha.eksctl.io/cluster-name,Values=live')).toEqual(['eu-west-1']);
    expect(regionsOf('Key=gitops-eks/pair').sort()).toEqual(['eu-central-1', 'eu-west-1']);
    expect(regionsOf('cloudformation describe-stacks').sort()).toEqual(['eu-central-1', 'eu-west-1']);
    expect(regionsOf('ecr describe-repositories')).toEqual(['eu-central-1']);
    expect(regionsOf('iam list-users')).toEqual(['eu-central-1']);
  });

  test('names the region in the command that deletes what is left', async () => {
    const { left } = await audited();
    expect(left.find(({ id }) => id === 'vol-1')?.command).toContain('--region eu-west-1');
  });

  test('asks one region for two clusters in it', async () => {
    const environments = [{ name: 'dev' }, { name: 'production', clusterName: 'live' }];
    const { asked } = await audited({ environments });
    expect(asked.filter((line) => line.includes('iam list-users'))).toHaveLength(1);
    expect(asked.every((line) => line.startsWith('eu-central-1 '))).toBe(true);
    expect(asked.filter((line) => /describe-cluster --name (shop|live)/.test(line))).toHaveLength(2);
  });
});
