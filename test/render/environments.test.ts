import { performance } from 'node:perf_hooks';
import { fileIn, nameOf, renderPair } from '../support/render-pair';

const answersFor = (count: number) => ({
  appName: 'shop',
  environments: Array.from({ length: count }, (_, at) => ({ name: `env-${at}`, promotion: at < 20 ? 'commit' : 'manual' })),
});

test('each environment has its own overlay, namespace, project and application', () => {
  const names = renderPair({ appName: 'shop', environments: 'dev,production' }).map(nameOf);
  for (const name of ['dev', 'production']) {
    const folder = `config/argocd/environments/${name}`;
    expect(names).toEqual(expect.arrayContaining([
      `config/k8s/overlays/${name}/kustomization.yaml`,
      ...['application', 'appproject', 'namespace', 'kustomization'].map((file) => `${folder}/${file}.yaml`),
    ]));
  }
  expect(names.filter((name) => /argocd\/[a-z]+\.yaml$/.test(name))).toEqual([]);
});

test('an environment has its own replicas, sync policy and Service', () => {
  const files = renderPair({
    appName: 'shop', environments: [{ name: 'dev', serviceType: 'ClusterIP' }, { name: 'production', replicas: 7 }],
  });
  const text = (name: string) => fileIn(files, `config/${name}`).content;
  expect(text('k8s/overlays/dev/kustomization.yaml')).toMatch(/count: 1\n[^]*value: ClusterIP\n/);
  expect(text('k8s/overlays/production/kustomization.yaml')).toMatch(/count: 7\n/);
  expect(text('k8s/overlays/production/kustomization.yaml')).not.toContain('patches:');
  expect(text('argocd/environments/dev/application.yaml')).toContain('syncPolicy: automated');
  expect(text('argocd/environments/production/application.yaml')).toContain('syncPolicy: manual');
});

test('a list with one environment has the same overlay as that environment alone', () => {
  const overlay = (answers: object) =>
    fileIn(renderPair({ appName: 'shop', ...answers }), 'config/k8s/overlays/live/kustomization.yaml').content;
  expect(overlay({ environments: ['live'] })).toBe(overlay({ environment: 'live' }));
});

test('50 environments take less than 5 ms each', () => {
  const timeFor = (count: number) => {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      renderPair(answersFor(count));
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  timeFor(50);
  expect((timeFor(50) - timeFor(1)) / 49).toBeLessThan(5);
});

test.each(['argocd', 'flux'])('messages of tasks name the environment of the task to run next, with %s', (engine) => {
  const scripts = renderPair({ appName: 'shop', engine, environments: ['dev', 'production'] })
    .filter(({ repo, path }) => repo === 'config' && path.endsWith('.sh'));
  const messages = scripts.flatMap(({ path, content }) =>
    content.split('\n').filter((line) => !/^\s*#/.test(line)).flatMap((line) =>
      [...line.matchAll(/npx projen (?:app:\w+|promote)\b(?: --(?!env|to)\w+)*(?<flag> --(?:env|to))?/g)]
        .map(({ 0: text, groups }) => ({ path, text, hasFlag: groups!.flag !== undefined })),
    ),
  );
  expect(messages.length).toBeGreaterThan(10);
  expect(messages.filter(({ hasFlag }) => !hasFlag)).toEqual([]);
});
