import { application, digestsInDeployment } from './world/application';
import { createPair, pushImage } from './world/create-pair';
import type { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';
import { until } from '../../support/machine/until';

describeWithCluster('a pair that Argo CD reads over SSH, from nothing to a page and away again', () => {
  let pair: ClusterPair;
  let digest = '';
  const status = () => application(api, pair).then(({ sync, health }) => `${sync}/${health}`);

  test('is generated and pushed', async () => {
    pair = await step(
      'generate and push',
      { engine: 'git, aws', asserts: 'repos:push signs in with the credential helper' },
      () => createPair(world, { appName: 'shop', region: 'us-east-1', repoAuth: 'ssh' }),
    );
    digest = await pushImage(pair, '1111111');
    expect(await pair.well('config', 'git', 'ls-remote', 'origin')).toContain(`refs/heads/${pair.names.defaultBranch}`);
  });

  test('argocd:install installs the release', async () => {
    const said = await step(
      'argocd:install',
      { engine: 'Kubernetes', asserts: 'the manifest of the release is applied and rolled out' },
      () => pair.task('config', 'argocd:install'),
    );
    expect(said).toContain('runs. It is not exposed');
  });

  test('argocd:connect refuses a host with another key than the published one', async () => {
    const { code, stderr } = await pair.attempt('config', 'argocd:connect');
    expect({ code, stderr }).toEqual({
      code: 1, stderr: expect.stringContaining('another server may be intercepting the connection'),
    });
    expect(stderr).toContain(world.fingerprints['us-east-1']);
  });

  test('argocd:connect creates a key in IAM', async () => {
    const said = await step(
      'argocd:connect (SSH)',
      {
        engine: 'Kubernetes, OpenSSH, moto',
        asserts: 'key in IAM, accepted with SHA-2 signatures, Secret in Argo CD, known host',
      },
      () => pair.task('config', 'argocd:connect', '--fingerprint', world.fingerprints['us-east-1']),
    );
    expect(said).toMatch(/Argo CD has the key APKA[A-Z0-9]+\. Its ID is in argocd\/connection\.yaml/);
    await pair.commit('config', 'chore: connect Argo CD');
    await pair.task('config', 'repos:push');
  });

  test('app:create waits for an image', async () => {
    const { code, stderr } = await pair.attempt('config', 'app:create');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('No image is promoted yet') });
  });

  test('promote commits the digest', async () => {
    await step('promote', { engine: 'git, moto', asserts: 'the overlay on the server names the digest' }, () =>
      pair.task('config', 'promote', '--digest', digest),
    );
    expect(
      await pair.well(
        'config', 'git', 'show', `origin/${pair.names.defaultBranch}:${pair.names.overlayPath}/kustomization.yaml`,
      ),
    ).toContain(digest);
  });

  test('app:create starts nothing before app:sync', async () => {
    await step('app:create, OutOfSync', { engine: 'Argo CD', asserts: 'OutOfSync, no Deployment' }, async () => {
      await pair.task('config', 'app:create');
      await until('Argo CD compares', status, (seen) => seen.startsWith('OutOfSync'));
    });
    expect(await digestsInDeployment(api, pair)).toEqual([]);
    const said = await step(
      'npx projen app:status',
      { engine: 'projen, kubectl', asserts: 'projen runs the script' },
      () => pair.taskOfProjen('app:status'),
    );
    expect(said).toContain('OutOfSync');
    expect(await pair.task('config', 'app:diff')).toContain(digest);
  });

  test('app:sync deploys exactly the promoted digest', async () => {
    const said = await step(
      'app:sync',
      { engine: 'Argo CD, Kubernetes', asserts: 'Synced, Healthy, at the promoted digest' },
      () => pair.task('config', 'app:sync'),
    );
    expect(said).toMatch(/Sync: +Synced/);
    expect(said).toMatch(/Health: +Healthy/);
    expect(await digestsInDeployment(api, pair)).toEqual([`${pair.names.imageRepository}@${digest}`]);
    expect(await pair.task('config', 'app:diff')).toBe('No difference.\n');
  });

  test('app:delete deletes everything', async () => {
    await step(
      'app:delete',
      { engine: 'Argo CD, Kubernetes', asserts: 'Application, AppProject and namespace are gone' },
      () => pair.task('config', 'app:delete', '--yes'),
    );
    expect(await api.get(`/api/v1/namespaces/${pair.names.namespace}`)).toBeUndefined();
    expect(
      (await api.list('/apis/argoproj.io/v1alpha1/applications')).map(({ metadata }) => metadata.name),
    ).not.toContain(pair.names.applicationName);
  });
});
