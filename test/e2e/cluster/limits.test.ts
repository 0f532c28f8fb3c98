import { application, applicationPath, refresh } from './world/application';
import { bringUp } from './world/bring-up';
import { createPair } from './world/create-pair';
import { addManifest } from './world/overlay';
import type { ClusterPair } from './world/pair';
import { until } from './world/until';
import { api, describeWithCluster, step, world } from './world/with-world';

const APPLICATIONS = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';

describeWithCluster('what the application must not do', () => {
  let pair: ClusterPair;

  beforeAll(async () => {
    pair = await createPair(world, { appName: 'limited', region: 'us-east-1', repoAuth: 'https' });
    await bringUp(api, pair);
  });

  afterAll(() => pair.task('config', 'app:delete', '--yes'));

  /** What Argo CD says to another Application in the same project. */
  async function verdictOn(name: string, spec: object): Promise<string> {
    const own = await api.get(applicationPath(pair));
    await api.create(APPLICATIONS, { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name, namespace: 'argocd' }, spec: { ...own?.spec, ...spec } });
    try {
      const { status } = await until(`a verdict on ${name}`, async () => (await api.get(`${APPLICATIONS}/${name}`))!, (object) => object.status?.conditions || object.status?.sync?.status === 'Synced');
      return (status.conditions ?? []).map(({ type, message: text }: any) => `${type}: ${text}`).join('\n');
    } finally {
      await api.delete(`${APPLICATIONS}/${name}`);
    }
  }

  test('the AppProject refuses another repository', async () => {
    const source = { repoURL: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/limited', path: '.', targetRevision: 'main' };
    const verdict = await step('AppProject: another repository', { part: 'refusal', engine: 'Argo CD', asserts: 'refused' }, () => verdictOn('other-repository', { source }));
    expect(verdict).toMatch(/InvalidSpecError.*repo .* is not permitted in project/);
  });

  test('the AppProject refuses another namespace', async () => {
    const destination = { server: 'https://kubernetes.default.svc', namespace: 'kube-system' };
    const verdict = await step('AppProject: another namespace', { part: 'refusal', engine: 'Argo CD', asserts: 'refused' }, () => verdictOn('other-namespace', { destination }));
    expect(verdict).toMatch(/InvalidSpecError.*do not match any of the allowed destinations in project/);
  });

  test('the same Application where it belongs has no such fault', async () => {
    expect(await verdictOn('same-place', {})).not.toContain('InvalidSpecError');
  });

  test.each([
    ['an object of the whole cluster', 'ClusterRole'],
    ['rights inside of its namespace', 'Role'],
  ])('the AppProject refuses %s', async (_, kind) => {
    addManifest(pair, 'extra.yaml', `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: too-much\nrules: []\n`);
    await pair.commit('config', 'feat: too much');
    await pair.task('config', 'repos:push');
    try {
      await refresh(api, pair);
      const { code, stderr } = await step(`AppProject: ${kind}`, { part: 'refusal', engine: 'Argo CD', asserts: 'app:sync fails and says so' }, () => pair.attempt('config', 'app:sync'));
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('The sync failed') });
      expect((await application(api, pair)).operation).toMatch(new RegExp(`${kind} too-much: .*not permitted in project`));
    } finally {
      await pair.well('config', 'git', 'revert', '--no-edit', 'HEAD');
      await pair.task('config', 'repos:push');
    }
  });

  test('what Argo CD signs in with reads the config repo, and can do nothing else', async () => {
    const { data } = (await api.get(`/api/v1/namespaces/argocd/secrets/repository-${pair.names.applicationName}`))!;
    const [user, password] = ['username', 'password'].map((name) => encodeURIComponent(Buffer.from(data[name], 'base64').toString()));
    const url = (name: string) => `https://${user}:${password}@${pair.names.codecommitHost}/v1/repos/${name}`;
    const git = (...args: string[]) => pair.run('config', 'git', '-c', 'credential.helper=', ...args);
    await step('the user of the repositories\' stack', { part: 'refusal', engine: 'moto, git', asserts: 'may fetch the config repo, not push to it, and not see the app repo' }, async () => {
      expect(await git('ls-remote', url(pair.configName))).toMatchObject({ code: 0, stdout: expect.stringContaining(`refs/heads/${pair.branch}`) });
      expect(await git('push', url(pair.configName), `HEAD:${pair.branch}`)).toMatchObject({ code: 128, stderr: expect.stringContaining('403') });
      expect(await git('ls-remote', url(pair.name))).toMatchObject({ code: 128, stderr: expect.stringContaining('403') });
    });
  });

  test('Pod Security refuses a privileged pod beside ours, and names why', async () => {
    const pods = `/api/v1/namespaces/${pair.names.namespace}/pods`;
    const ours = (await api.list(pods))[0];
    const pod = (securityContext: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'another' },
      spec: { containers: [{ ...ours.spec.containers[0], securityContext }], securityContext: ours.spec.securityContext },
    });
    await step('Pod Security', { part: 'refusal', engine: 'Kubernetes', asserts: 'our pod is admitted, a privileged one is not' }, async () => {
      await expect(api.create(pods, pod({ privileged: true }))).rejects.toThrow(/violates PodSecurity "restricted:v1\.36": privileged/);
      await api.create(pods, pod(ours.spec.containers[0].securityContext));
    });
    await api.delete(`${pods}/another`);
  });
});
