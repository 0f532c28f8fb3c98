import { createPair } from './world/create-pair';
import { engineOf } from './world/engine';
import { prove } from './world/prove';
import { api, describeWithCluster, step, world } from './world/with-world';
import { REGIONS } from './world/world';
import type { Answers } from '../../../src/options/option';
import { coverPairs } from '../../support/cover-pairs';
import { isAllowed } from '../../support/option-sets';
import type { PairAnswers } from '../aws/pair';

/** Every option that affects the cluster or how the engine reads the config repo. */
const PAIRS: ReadonlyArray<Answers & { readonly several?: boolean }> = coverPairs({
  engine: ['argocd', 'flux'],
  syncPolicy: ['manual', 'automated'],
  autoPrune: [false, true],
  selfHeal: [false, true],
  repoAuth: ['ssh', 'https', 'iam'],
  replicas: [2, 1, 5],
  serviceType: ['LoadBalancer', 'ClusterIP'],
  compute: ['auto-mode', 'managed-nodes'],
  architecture: ['amd64', 'arm64'],
  region: [...REGIONS],
  layout: ['pair', 'single'],
  several: [false, true],
}, isAllowed);

/** Names that YAML could parse as other types, and the longest name. A cluster can have each name once. */
const NAMES = ['no', 'on', 'null', 'true', 'e1', 'yes', 'a'.repeat(40), 'off'];
const BRANCHES = ['main', '1_000', 'release/1.0', 'no', '0x1f'];
const ENVIRONMENTS = ['production', 'off', 'n', 'e'.repeat(20), 'null'];

const MATRIX = PAIRS.map(({ several, ...answers }, index): PairAnswers => ({
  ...answers,
  appName: NAMES[index] ?? `app-${index}`,
  defaultBranch: BRANCHES[index % BRANCHES.length],
  environment: ENVIRONMENTS[index % ENVIRONMENTS.length],
  environments: several ? ['dev', ENVIRONMENTS[index % ENVIRONMENTS.length]] : [],
  // Pairs in one cluster share the role of Flux's controller.
  ...answers.engine === 'flux' && { clusterName: 'flux-cluster' },
  // They run concurrently, each service on its own port.
  port: 8100 + index,
}));

describeWithCluster('pairs of other answers', () => {
  test.concurrent.each(MATRIX.map((answers) => [titleOf(answers), answers] as const))('%s', async (title, answers) => {
    const pair = await createPair(world, answers);
    await step(
      title,
      {
        part: 'pair',
        engine: `${engineOf(pair).title}, Kubernetes`,
        asserts:
          'Synced and Healthy at the promoted digest; probes, rolling update and self-heal work; app:delete removes everything',
      },
      async () => {
        await prove(api, pair);
        for (const seen of pair.inEachEnvironment) {
          await seen.taskOfEnvironment('app:delete', '--yes');
        }
      },
    );
    for (const { names } of pair.inEachEnvironment) {
      expect(await api.get(`/api/v1/namespaces/${names.namespace}`)).toBeUndefined();
    }
  });
});

/** `no: argocd, automated + selfHeal, ssh, 5 × arm64 …` */
function titleOf(answers: Answers): string {
  const follow = [answers.syncPolicy, ...['autoPrune', 'selfHeal'].filter((name) => answers[name])].join(' + ');
  const { appName, engine, layout, repoAuth, replicas, architecture, serviceType, compute, ...others } = answers;
  const { defaultBranch, environments, region } = others;
  const names = (environments as readonly string[]).length > 0 ? (environments as readonly string[]).join(' and ') : others.environment;
  return `${appName}: ${String(engine)}, ${layout}, ${follow}, ${repoAuth}, ${replicas} × ${architecture}, ${serviceType}, ${compute}, ${region}, branch ${defaultBranch}, ${names}`;
}
