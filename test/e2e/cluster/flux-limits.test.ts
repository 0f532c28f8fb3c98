import { application, refresh } from './world/application';
import { bringUp } from './world/bring-up';
import { createPair } from './world/create-pair';
import { sourcePath } from './world/engine';
import type { KubernetesObject } from './world/kubernetes-api';
import { addManifest } from './world/overlay';
import type { ClusterPair } from './world/pair';
import { podSecurity } from './world/pod-security';
import { api, describeWithCluster, step, world } from './world/with-world';
import { until } from '../../support/machine/until';

const HOST = 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/';

describeWithCluster('what an application of Flux must not do', () => {
  let pair: ClusterPair;
  const folder = (kinds: string) => {
    const group = kinds === 'gitrepositories' ? 'source' : 'kustomize';
    return `/apis/${group}.toolkit.fluxcd.io/v1/namespaces/${pair.names.namespace}/${kinds}`;
  };

  beforeAll(async () => {
    pair = await createPair(world, { appName: 'flux-limited', region: 'us-east-1', engine: 'flux' });
    await bringUp(api, pair);
  });

  afterAll(() => pair.task('config', 'app:delete', '--yes'));

  /** Flux's verdict on another object like one of the pair's. */
  async function verdictOn(kinds: string, like: KubernetesObject, spec: object): Promise<string> {
    const path = `${folder(kinds)}/another`;
    await api.create(folder(kinds), {
      apiVersion: like.apiVersion, kind: like.kind, metadata: { name: 'another' }, spec: { ...like.spec, ...spec, suspend: false },
    });
    try {
      const ready = await until(
        `a verdict on ${path}`,
        async () => ((await api.get(path))?.status?.conditions ?? []).find(({ type }: any) => type === 'Ready') ?? {},
        ({ status, reason }) => status === 'True' || (status === 'False' && reason !== 'ArtifactFailed'),
      );
      return `${ready.status} ${ready.reason}: ${ready.message}`;
    } finally {
      await api.patch(path, { metadata: { finalizers: null } });
      await api.delete(path);
    }
  }

  test('IAM refuses another repository', async () => {
    const source = (await api.get(sourcePath(pair)))!;
    const verdict = await step(
      'Flux: another repository',
      { part: 'refusal', engine: 'Flux, moto, git', asserts: 'the role of the controller may not fetch the app repo' },
      () => verdictOn('gitrepositories', source, { url: `${HOST}${pair.name}` }),
    );
    expect(verdict).toMatch(/^False GitOperationFailed: .*(authorization|authentication|403)/i);
    expect(await verdictOn('gitrepositories', source, {})).toMatch(/^True Succeeded/);
  });

  test('the service account refuses another namespace', async () => {
    const own = (await api.get(`${folder('kustomizations')}/${pair.names.applicationName}`))!;
    const spec = { targetNamespace: 'kube-system', prune: false, deletionPolicy: 'Orphan', wait: false };
    const verdict = await step(
      'Flux: another namespace',
      { part: 'refusal', engine: 'Flux, Kubernetes', asserts: 'refused' },
      () => verdictOn('kustomizations', own, spec),
    );
    expect(verdict).toMatch(/^False ReconciliationFailed: .*forbidden: User "system:serviceaccount:flux-limited-production:deployer"/s);
  });

  const NO_ACCOUNT = 'spec:\n  interval: 1m\n  prune: false\n  path: ./\n  sourceRef:\n    kind: GitRepository\n    name: flux-limited-production\n';

  test.each([
    ['a cluster-scoped object', 'rbac.authorization.k8s.io/v1', 'ClusterRole', 'rules: []\n'],
    ['RBAC permissions inside its namespace', 'rbac.authorization.k8s.io/v1', 'Role', 'rules: []\n'],
    ['a Kustomization that runs without a service account', 'kustomize.toolkit.fluxcd.io/v1', 'Kustomization', NO_ACCOUNT],
  ])('the service account refuses %s', async (what, apiVersion, kind, rest) => {
    addManifest(pair, 'extra.yaml', `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: too-much\n${rest}`);
    await pair.commit('config', 'feat: too much');
    await pair.task('config', 'repos:push');
    try {
      const { code, stderr } = await step(
        `Flux: ${what}`,
        { part: 'refusal', engine: 'Flux, Kubernetes', asserts: 'app:sync fails and names the reason' },
        () => pair.attempt('config', 'app:sync'),
      );
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(new RegExp(`The sync failed: .*${kind}/.*too-much.*forbidden`, 's')) });
      expect((await application(api, pair)).operation).toContain('forbidden');
    } finally {
      await pair.well('config', 'git', 'revert', '--no-edit', 'HEAD');
      await pair.task('config', 'repos:push');
      await refresh(api, pair);
    }
  });

  test('Pod Security refuses a privileged pod beside ours and says why', async () => {
    const verdicts = await step(
      'Pod Security, Flux',
      { part: 'refusal', engine: 'Kubernetes', asserts: 'Kubernetes admits our pod and refuses a privileged one' },
      () => podSecurity(api, pair),
    );
    expect(verdicts).toEqual({
      privileged: expect.stringMatching(/violates PodSecurity "restricted:v1\.36": privileged/), ours: 'admitted',
    });
  });

  test('the role of the controller can only read the config repo', async () => {
    // The pair has a cluster of its own, so its association, with its own role, is the newest one.
    const { AWS_CONTAINER_CREDENTIALS_FULL_URI: address, AWS_CONTAINER_AUTHORIZATION_TOKEN: token } = world.podIdentity;
    const answer = await fetch(address, { headers: { Authorization: token } });
    const { AccessKeyId, SecretAccessKey, Token } = (await answer.json()) as Record<string, string>;
    const keys = { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: Token };
    const signed = ['-c', 'credential.helper=', '-c', 'credential.helper=!aws codecommit credential-helper $@', '-c', 'credential.UseHttpPath=true'];
    const git = (...args: string[]) => pair.runAs(keys, 'config', 'git', ...signed, ...args);
    const refused = { code: 128, stderr: expect.stringContaining('403') };
    await step(
      'the role of the repositories\' stack',
      {
        part: 'refusal',
        engine: 'moto, git',
        asserts: 'the role can fetch the config repo, but can neither push to it nor read the app repo, nor list repositories',
      },
      async () => {
        expect(await git('ls-remote', `${HOST}${pair.configName}`)).toMatchObject({
          code: 0, stdout: expect.stringContaining(`refs/heads/${pair.branch}`),
        });
        expect(await git('push', `${HOST}${pair.configName}`, `HEAD:${pair.branch}`)).toMatchObject(refused);
        expect(await git('ls-remote', `${HOST}${pair.name}`)).toMatchObject(refused);
        const { code, stderr } = await pair.runAs(keys, 'config', 'aws', 'codecommit', 'list-repositories', '--region', 'us-east-1');
        expect({ code, stderr }).toEqual({ code: expect.any(Number), stderr: expect.stringContaining('AccessDenied') });
      },
    );
  });
});
