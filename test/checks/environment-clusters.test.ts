import { checkPair } from '../../src/checks';
import { type Edit, pairOf } from '../support/plant';

const ANSWERS = {
  appName: 'shop',
  region: 'eu-central-1',
  environments: [{ name: 'dev' }, { name: 'staging' }, { name: 'production', clusterName: 'live', region: 'eu-west-1' }],
};
const PROJENRC = new Map([['config/.projenrc.json', JSON.stringify(ANSWERS)]]);
const ENVIRONMENTS = 'config/scripts/lib/environments.sh';
const LIVE = 'config/cluster/live/eksctl.yaml';
const APPLICATION = 'config/argocd/environments/production/application.yaml';

test.each([
  ANSWERS, { ...ANSWERS, engine: 'flux', compute: 'managed-nodes' }, { ...ANSWERS, cluster: 'existing', iac: 'cdk' },
])('environments in two clusters are correct as rendered: %j', (answers) => {
  expect(checkPair(pairOf(answers, [], PROJENRC))).toMatchObject({ findings: [] });
});

test.each<Edit & { fault: string; words: string; answers?: object }>([
  {
    fault: 'the context of another cluster',
    in: ENVIRONMENTS,
    from: 'CLUSTER=live',
    to: 'CLUSTER=shop',
    words: 'CLUSTER of production is shop, but live in config/.projenrc.json',
  },
  {
    fault: 'the context of another cluster, which the pair did not create',
    answers: { cluster: 'existing' },
    in: ENVIRONMENTS,
    from: 'CLUSTER=live',
    to: 'CLUSTER=shop',
    words: 'CLUSTER of production is shop, but live in config/.projenrc.json',
  },
  {
    fault: 'the region of another cluster',
    in: ENVIRONMENTS,
    from: 'CLUSTER_REGION=eu-west-1',
    to: 'CLUSTER_REGION=eu-central-1',
    words: 'CLUSTER_REGION of production is eu-central-1, but eu-west-1 in config/.projenrc.json',
  },
  {
    fault: 'two regions of one cluster',
    in: ENVIRONMENTS,
    from: 'CLUSTER_REGION=eu-central-1',
    to: 'CLUSTER_REGION=eu-north-1',
    words: 'The cluster shop is in eu-central-1 for staging, and in eu-north-1 for dev',
  },
  {
    fault: 'an eksctl configuration that does not exist',
    in: ENVIRONMENTS,
    from: 'CLUSTER_CONFIG=cluster/live/eksctl.yaml',
    to: 'CLUSTER_CONFIG=cluster/live.yaml',
    words: 'CLUSTER_CONFIG of production is cluster/live.yaml, which does not exist',
  },
  {
    fault: 'an eksctl configuration of another cluster',
    in: LIVE,
    from: 'name: live',
    to: 'name: prod',
    words: 'metadata.name is prod, but the tasks use CLUSTER live (config/scripts/lib/environments.sh)',
  },
  {
    fault: 'an eksctl configuration in the region of the pair',
    in: LIVE,
    from: 'region: eu-west-1',
    to: 'region: eu-central-1',
    words: 'metadata.region is eu-central-1, but the tasks use CLUSTER_REGION eu-west-1',
  },
  {
    fault: 'an Application in another cluster than its Argo CD',
    in: APPLICATION,
    from: 'server: https://kubernetes.default.svc',
    to: 'server: https://ABC.gr7.eu-central-1.eks.amazonaws.com',
    words: 'Application shop-production: destination is https://ABC.gr7.eu-central-1.eks.amazonaws.com, but each cluster',
  },
  {
    fault: 'a Kustomization in another cluster than its Flux',
    answers: { engine: 'flux' },
    in: 'config/flux/environments/production/application.yaml',
    from: /\nspec:\n(?=[^]*sourceRef)/,
    to: '\nspec:\n  kubeConfig:\n    secretRef:\n      name: other\n',
    words: 'Kustomization shop-production: kubeConfig selects another cluster',
  },
])('finds $fault', ({ fault: _, words, answers, ...edit }) => {
  expect(checkPair(pairOf({ ...ANSWERS, ...answers }, [edit], PROJENRC)).findings).toContainEqual({
    file: edit.in, problem: expect.stringContaining(words), fix: expect.any(String),
  });
});

test('the configuration of a cluster that no environment has any more is not compared', () => {
  const pair = { appName: 'shop', environments: ['dev'] };
  const left = new Map([['config/cluster/live/eksctl.yaml', 'kind: ClusterConfig\nmetadata: {name: live, region: eu-west-1}\n']]);
  expect(checkPair(pairOf(pair, [], left)).findings).toEqual([]);
});
