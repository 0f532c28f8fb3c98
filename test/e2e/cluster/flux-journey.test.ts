import { application, digestsInDeployment } from './world/application';
import { createPair, pushImage } from './world/create-pair';
import type { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';
import { until } from '../../support/machine/until';

describeWithCluster('a pair that Flux reads with an IAM role, from nothing to a page and away again', () => {
  let pair: ClusterPair;
  let digest = '';

  test('is generated and pushed', async () => {
    pair = await createPair(world, { appName: 'flux-shop', region: 'us-east-1', engine: 'flux', compute: 'managed-nodes' });
    digest = await pushImage(pair, '1111111');
  });

  test('the stack has a role and no user, and no file names another engine', async () => {
    const { StackResources } = await pair.aws('cloudformation', 'describe-stack-resources', '--stack-name', 'flux-shop-repositories');
    const types = StackResources.map(({ ResourceType }: { ResourceType: string }) => ResourceType);
    expect(types).toContain('AWS::IAM::Role');
    expect(types).not.toContain('AWS::IAM::User');
    expect((await pair.run('config', 'git', 'grep', '-il', 'argo')).stdout).toBe('');
  });

  test('flux:install installs two controllers of the release', async () => {
    const said = await step(
      'flux:install',
      { engine: 'Kubernetes', asserts: 'two controllers of the release are applied and rolled out, and nothing else' },
      () => pair.task('config', 'flux:install'),
    );
    expect(said).toContain('runs. It has no web interface');
    const accounts = await api.list('/api/v1/namespaces/flux-system/serviceaccounts');
    expect(accounts.map(({ metadata }) => metadata.name).sort()).toEqual(['default', 'kustomize-controller', 'source-controller']);
    expect(await pair.task('config', 'flux:install')).toContain('runs.');
  });

  test('app:create waits for an image, and promote commits one', async () => {
    const { code, stderr } = await pair.attempt('config', 'app:create');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('No image is promoted yet') });
    await pair.task('config', 'promote', '--digest', digest);
  });

  test('flux:connect gives the role to the pod of the controller', async () => {
    const said = await step(
      'flux:connect',
      { engine: 'Kubernetes, moto', asserts: 'the association gives the role to the new pod of the controller' },
      () => pair.task('config', 'flux:connect'),
    );
    expect(said).toMatch(/Flux has the role arn:aws:iam::\d+:role\/flux-shop-repositories-ReaderRole/);
    expect(await pair.task('config', 'flux:connect')).toContain('Flux already has the role');
  });

  test('app:create starts nothing before app:sync', async () => {
    await step('app:create, suspended source', { engine: 'Flux', asserts: 'nothing is fetched, no Deployment' }, async () => {
      await pair.task('config', 'app:create');
      await until('Flux waits for the source', () => application(api, pair), ({ health }) => health === 'ArtifactFailed');
    });
    expect(await digestsInDeployment(api, pair)).toEqual([]);
    const said = await step(
      'npx projen app:status, Flux',
      { engine: 'projen, kubectl', asserts: 'projen runs the script' },
      () => pair.taskOfProjen('app:status'),
    );
    expect(said).toContain('nothing newer until app:sync');
    expect(await pair.task('config', 'app:diff')).toContain(digest);
  });

  test('app:sync deploys exactly the promoted digest and suspends the source again', async () => {
    const said = await step(
      'app:sync, Flux',
      { engine: 'Flux, Kubernetes', asserts: 'applied, healthy, at the promoted digest' },
      () => pair.task('config', 'app:sync'),
    );
    expect(said).toMatch(new RegExp(`Applied: +main@sha1:${await pair.configTip()}\nHealth: +Healthy`));
    expect(await digestsInDeployment(api, pair)).toEqual([`${pair.names.imageRepository}@${digest}`]);
    expect(await pair.task('config', 'app:diff')).toBe('No difference.\n');
    const source = await api.get('/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-shop-production/gitrepositories/flux-shop-production');
    expect(source?.spec.suspend).toBe(true);
  });

  test('app:delete deletes everything', async () => {
    await step(
      'app:delete, Flux',
      { engine: 'Flux, Kubernetes', asserts: 'Kustomization, GitRepository and namespace are gone' },
      () => pair.task('config', 'app:delete', '--yes'),
    );
    expect(await api.get(`/api/v1/namespaces/${pair.names.namespace}`)).toBeUndefined();
  });
});
