import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRegistryImage, startImages } from './images';
import { KindStandIn } from './kind';
import { until } from '../../../support/machine/until';
import { run } from '../../../support/run';
import { application, deploymentPath, digestsInDeployment } from '../world/application';
import { gitconfigIn } from '../world/argocd';
import { engineOf, named } from '../world/engine';
import { ClusterPair } from '../world/pair';
import { api, describeWithCluster, step, world } from '../world/with-world';

/** Calls a function at most once. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

const URL_OF_PAGE = 'http://localhost:8123';
/** Argo CD's user in its image, who does not own the repository. */
const OTHER_USER = ['--reuid', '999', '--regid', '999', '--clear-groups'];

/** Docker and kind, which all pairs share. */
const laptop = once(async () => {
  await startImages(world);
  const bin = join(world.state, 'bin-of-kind');
  const gitconfig = gitconfigIn(world.state);
  const kind = new KindStandIn({ folder: world.state, access: world.access, api, env: world.user, gitconfig });
  return { kind, bin, variables: await kind.install(bin) };
});

/** Tests of one engine. The cluster outlives `kind delete cluster`, so that each engine has a test file of its own. */
export const testLaptop = (engine: 'argocd' | 'flux') => describeWithCluster(`a pair on a laptop, without AWS, ${engine}`, () => {
  const { title } = engineOf({ names: { engine } });
  const appName = named('laptop', engine);
  let pair: ClusterPair;
  let kind: KindStandIn;
  let state = '';
  let env: Record<string, string>;
  const page = () => fetch(URL_OF_PAGE).then((response) => response.text(), () => '');
  const status = () => application(api, pair).then(({ sync, health }) => `${sync}/${health}`);

  /** Runs a task without AWS credentials, as a user whose files no other user can read. */
  async function attempt(task: string, ...args: string[]) {
    const script = `scripts/${task.replace(':', '/')}.sh`;
    return run('bash', ['-c', 'umask 077; exec bash "$@"', 'bash', script, ...args], pair.folder('config'), env);
  }

  async function succeeds(task: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await attempt(task, ...args);
    expect({ task, code, stderr: code === 0 ? '' : `${stdout}\n${stderr}` }).toEqual({ task, code: 0, stderr: '' });
    return stdout;
  }

  /** The state of both repositories: HEAD, uncommitted and untracked files. */
  async function repositories(): Promise<string[]> {
    return Promise.all((['app', 'config'] as const).map(async (repo) =>
      `${await pair.head(repo)} ${await pair.well(repo, 'git', 'status', '--porcelain', '--ignored')}`));
  }

  beforeAll(async () => {
    pair = new ClusterPair(world, { appName, engine, region: 'us-east-1', architecture: 'arm64', replicas: 5 });
    await pair.generate();
    const { bin, variables, ...shared } = await laptop();
    kind = shared.kind;
    await makeRegistryImage(world);
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...user } = world.user;
    const home = join(world.state, `home-of-${appName}`);
    mkdirSync(join(home, '.kube'), { recursive: true });
    writeFileSync(join(home, '.kube', 'config'), 'apiVersion: v1\nkind: Config\ncurrent-context: production\n');
    env = { ...user, ...variables, HOME: home, PATH: `${bin}:${user.PATH}` };
    delete env.KUBECONFIG;
    state = join(home, `.local/state/create-gitops-eks/${appName}-local`);
  });

  test('local:deliver and local:down need no cluster, and local:deliver names local:up', async () => {
    expect(await attempt('local:deliver', '--app', '../app')).toMatchObject({
      code: 1, stderr: expect.stringContaining('Run "npx projen local:up" first'),
    });
    await succeeds('local:down');
  });

  test('local:up starts the cluster, the registry and the engine', async () => {
    const before = await repositories();
    const said = await step(
      `${appName}: local:up`,
      {
        engine: `Kubernetes, ${title}, docker, docker-registry`,
        asserts: 'the release of the engine is rolled out',
      },
      () => succeeds('local:up', '--port', '8123'),
    );
    expect(said).toMatch(new RegExp(`${title} runs in ${appName}-local after \\d+ s`));
    expect(kind.calls).toContainEqual(expect.stringContaining(`create cluster --name ${appName}-local `));
    expect(await repositories()).toEqual(before);
  });

  test('a second local:up changes nothing', async () => {
    const { length } = kind.calls.filter((call) => call.startsWith('create'));
    expect(await succeeds('local:up')).toContain(`The cluster ${appName}-local exists.`);
    expect(kind.calls.filter((call) => call.startsWith('create'))).toHaveLength(length);
  });

  test('local:deliver shows the page of this working copy', async () => {
    const before = await repositories();
    const said = await step(
      `${appName}: local:deliver`,
      {
        engine: `docker, docker-registry, git, ${title}, Kubernetes`,
        asserts: 'Synced and Healthy; the pods run the pushed digest; the page is deepskyblue',
      },
      () => succeeds('local:deliver', '--app', '../app'),
    );
    expect(said).toContain(URL_OF_PAGE);
    expect(await page()).toContain('background-color: deepskyblue;');
    expect(await status()).toBe('Synced/Healthy');
    expect(await digestsInDeployment(api, pair)).toEqual([expect.stringContaining(`registry.local/${appName}@sha256:`)]);
    const { spec } = (await api.get(deploymentPath(pair)))!;
    expect(spec.replicas).toBe(2);
    expect(spec.template.spec.nodeSelector).toEqual({ 'kubernetes.io/arch': 'amd64' });
    expect(await repositories()).toEqual(before);
  });

  if (engine === 'argocd') {
    test('Git reads the repository for Argo CD\'s user only with the ConfigMap', async () => {
      const repository = '/mnt/gitops-eks/config.git';
      const read = (system: string) => run(
        'setpriv', [...OTHER_USER, 'git', 'ls-remote', `file://${repository}`], '/',
        { PATH: process.env.PATH, HOME: '/dev/null', GIT_CONFIG_SYSTEM: system },
      );
      expect(await read('/dev/null')).toMatchObject({ code: 128, stderr: expect.stringContaining('dubious ownership') });
      expect(await read(gitconfigIn(world.state))).toMatchObject({
        code: 0, stdout: expect.stringContaining('refs/heads/main'),
      });
    });
  }

  test('local:deliver shows uncommitted changes of both repositories', async () => {
    pair.change('app', 'server.js', '\'deepskyblue\'', '\'lightskyblue\'');
    pair.change('config', 'k8s/base/deployment.yaml', 'periodSeconds: 5', 'periodSeconds: 4');
    const before = await repositories();
    const [first] = await digestsInDeployment(api, pair);
    await step(
      `${appName}: local:deliver, of uncommitted changes`,
      {
        engine: `docker, docker-registry, git, ${title}, Kubernetes`,
        asserts: 'the page is lightskyblue; the probe has the other period',
      },
      () => succeeds('local:deliver', '--app', '../app'),
    );
    await until('another page', page, (text) => text.includes('background-color: lightskyblue;'));
    expect(await digestsInDeployment(api, pair)).not.toEqual([first]);
    const { spec } = (await api.get(deploymentPath(pair)))!;
    expect(spec.template.spec.containers[0].readinessProbe.periodSeconds).toBe(4);
    expect(await repositories()).toEqual(before);
    expect(pair.read('config', 'k8s/overlays/production/kustomization.yaml')).toContain(`sha256:${'0'.repeat(64)}`);
  });

  test('local:down leaves nothing behind', async () => {
    const before = await repositories();
    await step(
      `${appName}: local:down --images`,
      { engine: 'docker', asserts: 'no cluster, container, image of the application or file is left' },
      () => succeeds('local:down', '--images'),
    );
    expect(existsSync(state)).toBe(false);
    expect((await run('kind', ['get', 'clusters'], '/', env)).stdout).toBe('');
    const docker = async (...args: string[]) => (await run('docker', args, '/', env)).stdout;
    expect(await docker('ps', '--all', '--quiet')).toBe('');
    expect(await docker('image', 'ls', '--format', '{{.Repository}}')).not.toMatch(/laptop|registry/);
    expect(await repositories()).toEqual(before);
    expect(readFileSync(join(env.HOME, '.kube', 'config'), 'utf8')).toContain('current-context: production');
    expect(await page()).toBe('');
  });
});
