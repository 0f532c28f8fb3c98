import { applicationPath } from './world/application';
import { createPair } from './world/create-pair';
import { engineOf } from './world/engine';
import { type Fault, generatorWith } from './world/faulty';
import { inTurn } from './world/in-turn';
import { forgetHost } from './world/known-hosts';
import type { ClusterPair } from './world/pair';
import { prove } from './world/prove';
import { api, describeWithCluster, step, world } from './world/with-world';
import type { Answers } from '../../../src/options/option';

const HTTPS: Answers = { region: 'us-east-1', repoAuth: 'https', syncPolicy: 'automated', selfHeal: true };
const SSH: Answers = { ...HTTPS, repoAuth: 'ssh' };
/** No other test reads over SSH from this region. */
const ELSEWHERE: Answers = { ...SSH, region: 'eu-south-1' };

/** Pairs in one cluster share the role of Flux's controller. */
const FLUX: Answers = {
  region: 'us-east-1', engine: 'flux', clusterName: 'flux-cluster', syncPolicy: 'automated', selfHeal: true,
};

interface Case extends Fault {
  readonly name: string;
  readonly answers: Answers;
  /** Words that the failure must contain. */
  readonly says: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: 'the wrong path of the overlay, with Flux',
    answers: FLUX,
    path: 'flux/application.yaml',
    right: 'k8s/overlays/',
    wrong: 'k8s/overlay/',
    says: /kustomization path not found: .*k8s\/overlay\/production/,
  },
  {
    name: 'the wrong branch, with Flux',
    answers: FLUX,
    path: 'flux/source.yaml',
    right: 'branch: ',
    wrong: 'branch: x-',
    says: /refs\/heads\/x-main/,
  },
  {
    name: 'permissions without a kind, with Flux',
    answers: FLUX,
    path: 'flux/permissions.yaml',
    right: '      - networkpolicies\n',
    wrong: '',
    says: /networkpolicies.* is forbidden/,
  },
  {
    name: 'a source that does not sign in, with Flux',
    answers: FLUX,
    path: 'flux/source.yaml',
    right: 'provider: aws',
    wrong: 'provider: generic',
    says: /authentication required/,
  },
  {
    name: 'self-heal forgotten, with Flux',
    answers: FLUX,
    path: 'flux/application.yaml',
    right: 'interval: 1m',
    wrong: 'interval: 24h',
    says: /the number of replicas set by hand is reverted: not within/,
  },
  {
    name: 'the wrong path of the overlay',
    answers: HTTPS,
    path: 'argocd/application.yaml',
    right: 'path: k8s/overlays/',
    wrong: 'path: k8s/overlay/',
    says: /k8s\/overlay\/production: app path does not exist/,
  },
  {
    name: 'the wrong namespace',
    answers: HTTPS,
    path: 'argocd/application.yaml',
    right: '.svc\n    namespace: ',
    wrong: '.svc\n    namespace: x-',
    says: /namespace 'x-fault-\d+-production' do not match any of the allowed destinations/,
  },
  {
    name: "a project without the repository's address",
    answers: SSH,
    path: 'argocd/kustomization.yaml',
    right: '          kind: AppProject\n',
    wrong: '          kind: Nothing\n',
    says: /application repo ssh:.* is not permitted in project/,
  },
  {
    name: 'self-heal forgotten',
    answers: HTTPS,
    path: 'argocd/application.yaml',
    right: '\n      selfHeal: true',
    wrong: '',
    says: /the number of replicas set by hand is reverted: not within/,
  },
  {
    name: 'known hosts without CodeCommit',
    answers: ELSEWHERE,
    path: 'scripts/argocd/connect.sh',
    right: '  know_codecommit "$host"\n',
    wrong: '',
    says: /knownhosts: key is unknown/,
  },
  {
    name: 'a tag instead of the digest',
    answers: HTTPS,
    path: 'k8s/overlays/[environment]/kustomization.yaml',
    right: '    digest: ',
    wrong: '    newTag: ',
    says: /manifests:check .* has an image without a digest/s,
  },
  {
    name: 'latest instead of the digest',
    answers: HTTPS,
    path: 'k8s/overlays/[environment]/kustomization.yaml',
    right: '    digest: ',
    wrong: '    newTag: latest # ',
    says: /manifests:check .* has an image without a digest/s,
  },
  {
    name: 'the wrong port in a probe',
    answers: HTTPS,
    path: 'k8s/base/deployment.yaml',
    right: 'port: http\n',
    wrong: 'port: web\n',
    says: /startupProbe: the container has no port "web"/,
  },
  {
    name: 'the wrong path in a probe',
    answers: HTTPS,
    path: 'k8s/base/deployment.yaml',
    right: 'path: /readyz',
    wrong: 'path: /ready',
    says: /readinessProbe: \/ready on port \d+ answers 404/,
  },
  {
    name: 'the wrong port in the Service',
    answers: HTTPS,
    path: 'k8s/base/service.yaml',
    right: 'targetPort: http',
    wrong: 'targetPort: web',
    says: /the Service leads to no port of a pod/,
  },
  {
    name: 'a port that the container does not have',
    answers: HTTPS,
    path: 'k8s/base/deployment.yaml',
    right: 'containerPort: ',
    wrong: 'containerPort: 1',
    says: /startupProbe: \/healthz on port 1\d+ answers ECONNREFUSED/,
  },
  {
    name: 'a pod that may be root',
    answers: HTTPS,
    path: 'k8s/base/deployment.yaml',
    right: 'runAsNonRoot: true',
    wrong: 'runAsNonRoot: false',
    says: /violates PodSecurity \\"restricted:v1\.36\\": runAsNonRoot/,
  },
  {
    name: 'an old pod that ends before the new one is ready',
    answers: HTTPS,
    path: 'k8s/base/deployment.yaml',
    right: 'maxUnavailable: 0',
    wrong: 'maxUnavailable: 1',
    says: /only 1 of 2 pods were available at a time/,
  },
  {
    name: 'more surge pods than allowed',
    answers: { ...HTTPS, replicas: 5 },
    path: 'k8s/base/deployment.yaml',
    right: 'maxSurge: 1',
    wrong: 'maxSurge: 3',
    says: /8 pods at a time for 5 replicas/,
  },
];

describeWithCluster('a fault in a template is found and named', () => {
  test.concurrent('finds no fault in an unmodified pair', async () => {
    const none = { path: 'k8s/base/service.yaml', right: 'port: 80', wrong: 'port: 80' };
    const pair = await createPair(world, { ...HTTPS, appName: 'fault-free', port: 8199 }, generatorWith(none));
    await prove(api, pair);
    await forget(pair);
  });

  // They run concurrently, each service on its own port.
  test.concurrent.each(CASES.map((fault, index) => ({ ...fault, index })))(
    '$name',
    async ({ name, index, answers, says, ...fault }) => {
      const pair = await createPair(
        world,
        { ...answers, appName: `fault-${index}`, port: 8200 + index },
        generatorWith(fault),
      );
      await inTurn('engine', () => forgetHost(api, pair.names.codecommitHost));
      await step(name, { part: 'mistake', engine: `${engineOf(pair).title}, Kubernetes`, asserts: says.source }, () =>
        expect(prove(api, pair, { hopeless: says })).rejects.toThrow(says),
      );
      await forget(pair);
    },
  );
});

/** Makes the engine ignore a pair, whatever its state. */
async function forget(pair: ClusterPair): Promise<void> {
  if (await api.get(applicationPath(pair))) {
    await api.patch(applicationPath(pair), { metadata: { finalizers: null } });
    await api.delete(applicationPath(pair));
  }
}
