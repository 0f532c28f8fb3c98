import { spawnSync } from 'node:child_process';
import { posix } from 'node:path';
import { environmentsOf } from '../../src/environments/environments';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { FLUX_CONTROLLERS } from '../../src/versions';
import schemasOfFlux from '../support/flux-schemas.json';
import { isClusterObject, kubernetesProblems, type Manifest } from '../support/kubernetes-schemas';
import { isLocal, kustomizationsIn, kustomizeProblems, referencesOf } from '../support/kustomize';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { parseYaml } from '../support/parse-file';
import { KUBECTL, testWith } from '../support/programs';
import { type PairFile, renderPair } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

const configRepos = PAIRWISE_ANSWERS.map((answers) => renderPair(answers).filter(({ repo }) => repo === 'config'));
const isYaml = ({ path }: PairFile) => /\.ya?ml$/.test(path);
const texts = new Set(configRepos.flat().filter(isYaml).map(({ content }) => content));
const objects = [...texts].flatMap((text) => parseYaml(text, '1.1')).filter(isClusterObject);

describe('the rendered objects', () => {
  test('have the kinds that the application needs', () => {
    const kinds = new Set(objects.map(({ kind }) => kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['Deployment', 'Service', 'PodDisruptionBudget', 'Application', 'AppProject', 'GitRepository']),
    );
  });

  test('conform to the schemas of Kubernetes, Argo CD and Flux, without unknown fields', () => {
    const problems = kubernetesProblems(objects).flatMap((found, index) =>
      found.map((problem) => `${objects[index].kind} ${objects[index].metadata.name}: ${problem}`),
    );
    expect([...new Set(problems)]).toEqual([]);
  });

  test('request and limit storage for the logs that the kubelet keeps: 5 files of 10Mi', () => {
    const containers = objects
      .filter(({ kind }) => kind === 'Deployment')
      .flatMap((deployment) => at(deployment, 'spec', 'template', 'spec', 'containers') as Manifest[]);
    const mebibytes = (container: Manifest, which: string) =>
      Number(/^([0-9]+)Mi$/.exec(String(at(container, 'resources', which, 'ephemeral-storage')))?.[1]);
    expect(containers.length).toBeGreaterThan(0);
    containers.forEach((container) => {
      expect(mebibytes(container, 'requests')).toBeGreaterThan(5 * 10);
      expect(mebibytes(container, 'limits')).toBeGreaterThan(2 * mebibytes(container, 'requests'));
    });
  });

  test('select the pods of the deployment', () => {
    for (const files of configRepos) {
      const own = files
        .filter(isYaml)
        .flatMap(({ content }) => parseYaml(content, '1.1'))
        .filter(isClusterObject);
      const labels = own
        .filter(({ kind }) => kind === 'Deployment')
        .map((deployment) => at(deployment, 'spec', 'template', 'metadata', 'labels'));
      expect(labels).toHaveLength(1);
      for (const object of own) {
        const selector =
          object.kind === 'Service' ? at(object, 'spec', 'selector') : at(object, 'spec', 'selector', 'matchLabels');
        if (selector) {
          expect(labels[0]).toMatchObject(selector);
        }
      }
    }
  });
});

describe('the rendered Kustomizations', () => {
  test('name existing files and include every manifest', () => {
    expect([...new Set(configRepos.flatMap((files) => kustomizeProblems(files)))]).toEqual([]);
    expect(kustomizationsIn(configRepos[0]).length).toBeGreaterThanOrEqual(3);
  });

  test('set the digest of the image that the deployment runs', () => {
    for (const files of configRepos) {
      const images = kustomizationsIn(files).flatMap(({ content }) => content.images ?? []);
      const deployment = files
        .filter(isYaml)
        .flatMap(({ content }) => parseYaml(content, '1.1'))
        .filter(isClusterObject)
        .find(({ kind }) => kind === 'Deployment');
      const containers = at(deployment, 'spec', 'template', 'spec', 'containers') as Array<{ image: string }>;
      // Each environment sets it.
      expect([...new Set(images.map(({ name }) => name))]).toEqual(containers.map(({ image }) => image));
      expect(new Set(images.map(({ digest }) => digest))).toEqual(new Set([expect.stringMatching(/^sha256:0{64}$/)]));
    }
  });

  const variants: Answers[] = [
    { appName: 'no', environment: 'off' },
    {
      appName: 'my-app',
      replicas: 1,
      serviceType: 'ClusterIP',
      repoAuth: 'https',
      syncPolicy: 'automated',
      compute: 'managed-nodes',
    },
    { appName: 'my-app', engine: 'flux' },
    { appName: 'my-app', environments: [{ name: 'dev', serviceType: 'ClusterIP' }, { name: 'production' }] },
    { appName: 'my-app', environments: ['dev', 'production'], engine: 'flux' },
  ];
  testWith(KUBECTL).each(variants)('build with Kustomize itself: %j', (answers) => {
    const folder = temporaryFolder();
    const files = renderPair(answers).filter(({ repo }) => repo === 'config');
    writeFiles(folder, files);
    const local = kustomizationsIn(files).filter(({ content }) => referencesOf(content).every(isLocal));
    const built = local.map(({ path }) => {
      const { status, stdout, stderr } = spawnSync('kubectl', ['kustomize', posix.dirname(path)], {
        cwd: folder, encoding: 'utf8',
      });
      expect({ path, status, stderr }).toEqual({ path, status: 0, stderr: '' });
      return { path, documents: parseYaml(stdout, '1.1').filter(isClusterObject) };
    });
    expect(kubernetesProblems(built.flatMap(({ documents }) => documents)).flat()).toEqual([]);
    for (const { overlayPath, namespace } of environmentsOf(resolveOptions(answers))) {
      const overlay = built.find(({ path }) => path.startsWith(`${overlayPath}/`))!;
      expect(
        overlay.documents.filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== namespace),
      ).toEqual([]);
    }
  });
});

describe('these checks find', () => {
  const deployment = (container: object) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', ...container }] } },
    },
  });
  const application = (spec: object) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'a' },
    spec: { project: 'a', source: { repoURL: 'a' }, destination: { server: 'a' }, ...spec },
  });

  test('nothing in good objects', () => {
    expect(
      kubernetesProblems([deployment({ image: 'a' }), application({ syncPolicy: { automated: { prune: true } } }), source({})]),
    ).toEqual([[], [], []]);
  });

  const source = (spec: object) => ({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'a' },
    spec: { interval: '1m', url: 'https://a', ...spec },
  });

  test.each<[string, object, string]>([
    ['a misspelt field of Flux', source({ provder: 'aws' }), '"additionalProperty":"provder"'],
    ['a value that Flux does not know', source({ provider: 'codecommit' }), '/spec/provider must be equal to one of'],
    ['a misspelt field', deployment({ imgae: 'a' }), '/spec/template/spec/containers/0/imgae is not in the schema'],
    [
      'a misspelt field of Argo CD', application({ syncPolicy: { automated: { selfHeel: true } } }),
      '/spec/syncPolicy/automated/selfHeel is not in the schema',
    ],
    ['a value of another type', deployment({ image: 1 }), 'image'],
    ['a missing field', application({ destination: undefined }), 'destination'],
    [
      'an unknown kind',
      { apiVersion: 'apps/v1', kind: 'Deploymint', metadata: { name: 'a' } },
      'no schema for apps/v1 Deploymint',
    ],
  ])('%s', (_, object, problem) => {
    expect(kubernetesProblems([object])[0]).toContainEqual(expect.stringContaining(problem));
  });

  test('the recorded schemas of Flux are those of the installed controllers', () => {
    expect(schemasOfFlux.source).toBe(`Flux's controllers ${FLUX_CONTROLLERS}`);
  });

  test.each([
    ['a dangling reference', 'resources: [deployment.yaml, servise.yaml]\n', 'servise.yaml does not exist'],
    ['an omitted manifest', 'resources: []\n', 'deployment.yaml: no Kustomization takes it in'],
    ['a misspelt field', 'resource: [deployment.yaml]\n', 'resource is no field'],
  ])('%s', (_, content, problem) => {
    const files = [
      { path: 'k8s/base/kustomization.yaml', content },
      { path: 'k8s/base/deployment.yaml', content: 'a: b\n' },
    ];
    expect(kustomizeProblems(files)).toContainEqual(expect.stringContaining(problem));
  });
});

function at(object: Manifest | undefined, ...path: string[]): object | undefined {
  return path.reduce<unknown>((value, field) => (value as Record<string, unknown> | undefined)?.[field], object) as
    object | undefined;
}
