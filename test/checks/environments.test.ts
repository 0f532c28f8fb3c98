import { checkPair } from '../../src/checks';
import { type Edit, pairOf } from '../support/plant';

const ANSWERS = {
  appName: 'shop',
  environments: [{ name: 'dev', serviceType: 'ClusterIP' }, { name: 'staging', promotion: 'manual' }, { name: 'production' }],
};
const PIPELINE = 'app/infra/pipeline.yaml';
const fileOf = (name: string) => `config/k8s/overlays/${name}/kustomization.yaml`;
const engineFile = (name: string, file: string) => `config/argocd/environments/${name}/${file}.yaml`;

test('several environments are checked, with a patch in one and no stage for another', () => {
  expect(checkPair(pairOf(ANSWERS))).toEqual({ findings: [], unchecked: [] });
});

test('with Flux and Terraform, too', () => {
  expect(checkPair(pairOf({ ...ANSWERS, engine: 'flux', iac: 'terraform' })).findings).toEqual([]);
});

test('finds an environment without an application of Flux', () => {
  const edit = { in: 'config/flux/environments/staging/kustomization.yaml', from: '  - application.yaml\n', to: '' };
  expect(checkPair(pairOf({ ...ANSWERS, engine: 'flux' }, [edit])).findings).toContainEqual(expect.objectContaining({
    problem: 'No Kustomization of Kustomize includes a Kustomization of Flux shop-staging.',
  }));
});

test.each<Edit & { fault: string; at?: string; words: string }>([
  {
    fault: 'a stage that skips an environment',
    in: PIPELINE,
    from: 'Previous: k8s/overlays/staging/kustomization.yaml',
    to: 'Previous: k8s/overlays/dev/kustomization.yaml',
    words: 'promotes from "k8s/overlays/dev/kustomization.yaml" into k8s/overlays/production, but the environment before it is staging',
  },
  {
    fault: 'a stage for a folder that does not exist',
    in: PIPELINE,
    from: 'File: k8s/overlays/production/',
    to: 'File: k8s/overlays/live/',
    words: 'promotes into FILE k8s/overlays/live/kustomization.yaml',
  },
  {
    fault: 'an environment without an application',
    in: engineFile('staging', 'kustomization'),
    from: '  - application.yaml\n',
    to: '',
    at: 'config/scripts/lib/environments.sh',
    words: 'No Kustomization includes an Application shop-staging',
  },
  {
    fault: 'an application in the namespace of another environment',
    in: engineFile('production', 'application'),
    from: 'namespace: shop-production',
    to: 'namespace: shop-dev',
    words: 'sets the namespace shop-production',
  },
  {
    fault: 'a branch that the role may not write to',
    in: 'app/infra/programs.yaml',
    from: 'refs/heads/promote/production/*',
    to: 'refs/heads/promote/live/*',
    words: 'but Promote commits to "refs/heads/promote/production/COMMIT"',
  },
  {
    fault: 'another entry of images in one overlay',
    in: fileOf('production'),
    from: 'images:\n  - name: shop',
    to: 'images:\n  - name: store',
    words: 'images changes "store"',
  },
])('finds $fault', ({ fault: _, at, words, ...edit }) => {
  expect(checkPair(pairOf(ANSWERS, [edit])).findings).toContainEqual({
    file: at ?? edit.in, problem: expect.stringContaining(words), fix: expect.any(String),
  });
});

test('an overlay with another kind of patch is reported as not checked', () => {
  const patch = { in: fileOf('dev'), from: '      - op: replace\n        path: /spec/type\n        value: ClusterIP\n      - op: remove\n        path: /spec/loadBalancerClass\n', to: '      spec:\n        type: ClusterIP\n' };
  expect(checkPair(pairOf(ANSWERS, [patch])).unchecked).toEqual([
    `${fileOf('dev')} uses patches, which the checks do not support`,
  ]);
});
