import { applicationPath } from './world/application';
import { createPair } from './world/create-pair';
import { type Fault, generatorWith } from './world/faulty';
import { inTurn } from './world/in-turn';
import { forgetHost } from './world/known-hosts';
import type { ClusterPair } from './world/pair';
import { prove } from './world/prove';
import { api, describeWithCluster, step, world } from './world/with-world';
import type { Answers } from '../../../src/options/option';

const HTTPS: Answers = { region: 'us-east-1', repoAuth: 'https', syncPolicy: 'automated', selfHeal: true };
const SSH: Answers = { ...HTTPS, repoAuth: 'ssh' };
/** Nobody else reads over SSH from there. */
const ELSEWHERE: Answers = { ...SSH, region: 'eu-south-1' };

interface Case extends Fault {
  readonly name: string;
  readonly answers: Answers;
  /** What the failure must say. */
  readonly says: RegExp;
}

const CASES: readonly Case[] = [
  { name: 'the wrong path of the overlay', answers: HTTPS, path: 'argocd/application.yaml', right: 'path: k8s/overlays/', wrong: 'path: k8s/overlay/', says: /k8s\/overlay\/production: app path does not exist/ },
  { name: 'the wrong namespace', answers: HTTPS, path: 'argocd/application.yaml', right: '.svc\n    namespace: ', wrong: '.svc\n    namespace: x-', says: /namespace 'x-fault-\d+-production' do not match any of the allowed destinations/ },
  { name: 'a project that does not know the address', answers: SSH, path: 'argocd/kustomization.yaml', right: '          kind: AppProject\n', wrong: '          kind: Nothing\n', says: /application repo ssh:.* is not permitted in project/ },
  { name: 'self-heal forgotten', answers: HTTPS, path: 'argocd/application.yaml', right: '\n      selfHeal: true', wrong: '', says: /the number of replicas set by hand is reverted: not within/ },
  { name: 'CodeCommit left out of the known hosts', answers: ELSEWHERE, path: 'scripts/argocd/connect.sh', right: '  know_codecommit "$host"\n', wrong: '', says: /knownhosts: key is unknown/ },
  { name: 'a tag in the place of the digest', answers: HTTPS, path: 'k8s/overlays/[environment]/kustomization.yaml', right: '    digest: ', wrong: '    newTag: ', says: /manifests:check .* has an image without a digest/s },
  { name: 'latest in the place of the digest', answers: HTTPS, path: 'k8s/overlays/[environment]/kustomization.yaml', right: '    digest: ', wrong: '    newTag: latest # ', says: /manifests:check .* has an image without a digest/s },
  { name: 'the wrong port in a probe', answers: HTTPS, path: 'k8s/base/deployment.yaml', right: 'port: http\n', wrong: 'port: web\n', says: /startupProbe: the container has no port "web"/ },
  { name: 'the wrong path in a probe', answers: HTTPS, path: 'k8s/base/deployment.yaml', right: 'path: /readyz', wrong: 'path: /ready', says: /readinessProbe: \/ready on port \d+ answers 404/ },
  { name: 'the wrong port in the Service', answers: HTTPS, path: 'k8s/base/service.yaml', right: 'targetPort: http', wrong: 'targetPort: web', says: /the Service leads to no port of a pod/ },
  { name: 'another port than the container has', answers: HTTPS, path: 'k8s/base/deployment.yaml', right: 'containerPort: ', wrong: 'containerPort: 1', says: /startupProbe: \/healthz on port 1\d+ answers ECONNREFUSED/ },
  { name: 'a pod that may be root', answers: HTTPS, path: 'k8s/base/deployment.yaml', right: 'runAsNonRoot: true', wrong: 'runAsNonRoot: false', says: /violates PodSecurity \\"restricted:v1\.36\\": runAsNonRoot/ },
  { name: 'an old pod that goes before the new one is there', answers: HTTPS, path: 'k8s/base/deployment.yaml', right: 'maxUnavailable: 0', wrong: 'maxUnavailable: 1', says: /only 1 of 2 pods were available at a time/ },
  { name: 'more new pods at a time than promised', answers: { ...HTTPS, replicas: 5 }, path: 'k8s/base/deployment.yaml', right: 'maxSurge: 1', wrong: 'maxSurge: 3', says: /8 pods at a time for 5 replicas/ },
];

describeWithCluster('a fault in a template is found and named', () => {
  test.concurrent('nothing is found where there is none', async () => {
    const none = { path: 'k8s/base/service.yaml', right: 'port: 80', wrong: 'port: 80' };
    const pair = await createPair(world, { ...HTTPS, appName: 'fault-free', port: 8199 }, generatorWith(none));
    await prove(api, pair);
    await forget(pair);
  });

  // Side by side, each service on its port.
  test.concurrent.each(CASES.map((fault, index) => ({ ...fault, index })))('$name', async ({ name, index, answers, says, ...fault }) => {
    const pair = await createPair(world, { ...answers, appName: `fault-${index}`, port: 8200 + index }, generatorWith(fault));
    await inTurn(() => forgetHost(api, pair.names.codecommitHost));
    await step(name, { part: 'mistake', engine: 'Argo CD, Kubernetes', asserts: says.source }, () => expect(prove(api, pair, { hopeless: says })).rejects.toThrow(says));
    await forget(pair);
  });
});

/** Has Argo CD no longer look at a pair, whatever state it is in. */
async function forget(pair: ClusterPair): Promise<void> {
  if (await api.get(applicationPath(pair))) {
    await api.patch(applicationPath(pair), { metadata: { finalizers: null } });
    await api.delete(applicationPath(pair));
  }
}
