import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { application, applicationPath, refresh } from './world/application';
import { bringUp, connect, installEngine } from './world/bring-up';
import { createPair } from './world/create-pair';
import { addManifest } from './world/overlay';
import type { ClusterPair } from './world/pair';
import { podSecurity } from './world/pod-security';
import { api, describeWithCluster, step, world } from './world/with-world';
import { until } from '../../support/machine/until';
import { temporaryFolder } from '../../support/temporary-folder';

const APPLICATIONS = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';

describeWithCluster('what the application must not do', () => {
  let pair: ClusterPair;

  beforeAll(async () => {
    pair = await createPair(world, { appName: 'limited', region: 'us-east-1', repoAuth: 'https' });
    await bringUp(api, pair);
  });

  afterAll(() => pair.task('config', 'app:delete', '--yes'));

  /** Argo CD's verdict on another Application in the same project. */
  async function verdictOn(name: string, spec: object): Promise<string> {
    const own = await api.get(applicationPath(pair));
    await api.create(APPLICATIONS, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd' },
      spec: { ...own?.spec, ...spec },
    });
    try {
      const { status } = await until(
        `a verdict on ${name}`, async () => (await api.get(`${APPLICATIONS}/${name}`))!,
        (object) => object.status?.conditions || object.status?.sync?.status === 'Synced',
      );
      return (status.conditions ?? []).map(({ type, message: text }: any) => `${type}: ${text}`).join('\n');
    } finally {
      await api.delete(`${APPLICATIONS}/${name}`);
    }
  }

  test('the AppProject refuses another repository', async () => {
    const source = {
      repoURL: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/limited', path: '.', targetRevision: 'main',
    };
    const verdict = await step(
      'AppProject: another repository',
      { part: 'refusal', engine: 'Argo CD', asserts: 'refused' },
      () => verdictOn('other-repository', { source }),
    );
    expect(verdict).toMatch(/InvalidSpecError.*repo .* is not permitted in project/);
  });

  test('the AppProject refuses another namespace', async () => {
    const destination = { server: 'https://kubernetes.default.svc', namespace: 'kube-system' };
    const verdict = await step(
      'AppProject: another namespace',
      { part: 'refusal', engine: 'Argo CD', asserts: 'refused' },
      () => verdictOn('other-namespace', { destination }),
    );
    expect(verdict).toMatch(/InvalidSpecError.*do not match any of the allowed destinations in project/);
  });

  test('the AppProject accepts the same Application in its place', async () => {
    expect(await verdictOn('same-place', {})).not.toContain('InvalidSpecError');
  });

  test.each([
    ['a cluster-scoped object', 'ClusterRole'],
    ['RBAC rights inside its namespace', 'Role'],
  ])('the AppProject refuses %s', async (_, kind) => {
    addManifest(
      pair, 'extra.yaml',
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: too-much\nrules: []\n`,
    );
    await pair.commit('config', 'feat: too much');
    await pair.task('config', 'repos:push');
    try {
      await refresh(api, pair);
      const { code, stderr } = await step(
        `AppProject: ${kind}`,
        { part: 'refusal', engine: 'Argo CD', asserts: 'app:sync fails and names the reason' },
        () => pair.attempt('config', 'app:sync'),
      );
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('The sync failed') });
      expect((await application(api, pair)).operation).toMatch(
        new RegExp(`${kind} too-much: .*not permitted in project`),
      );
    } finally {
      await pair.well('config', 'git', 'revert', '--no-edit', 'HEAD');
      await pair.task('config', 'repos:push');
    }
  });

  test('Pod Security refuses a privileged pod beside ours and says why', async () => {
    const verdicts = await step(
      'Pod Security',
      { part: 'refusal', engine: 'Kubernetes', asserts: 'Kubernetes admits our pod and refuses a privileged one' },
      () => podSecurity(api, pair),
    );
    expect(verdicts).toEqual({
      privileged: expect.stringMatching(/violates PodSecurity "restricted:v1\.36": privileged/), ours: 'admitted',
    });
  });
});

describeWithCluster.each(['https', 'ssh'] as const)('what Argo CD signs in with over %s', (repoAuth) => {
  test('can only read the config repo', async () => {
    const pair = await createPair(world, { appName: `reader-${repoAuth}`, region: 'us-east-1', repoAuth });
    await installEngine(api, pair);
    await connect(pair);
    const { data } = (await api.get(`/api/v1/namespaces/argocd/secrets/repository-${pair.names.applicationName}`))!;
    const secret = (name: string) => Buffer.from(data[name], 'base64').toString();
    const [base, how] =
      repoAuth === 'ssh'
        ? overSsh(secret('url'), secret('sshPrivateKey'))
        : overHttps(secret('url'), secret('username'), secret('password'));
    const git = (...args: string[]) => pair.run('config', 'git', ...how, ...args);
    const [config, app] = [pair.configName, pair.name].map((name) => base + name);
    const refused = { code: 128, stderr: expect.stringMatching(/403|key \w+ may not use git-/) };
    await step(
      `the user of the repositories' stack, ${repoAuth}`,
      {
        part: 'refusal',
        engine: 'moto, git',
        asserts: 'the user can fetch the config repo, but can neither push to it nor read the app repo',
      },
      async () => {
        expect(await git('ls-remote', config)).toMatchObject({
          code: 0, stdout: expect.stringContaining(`refs/heads/${pair.branch}`),
        });
        expect(await git('push', config, `HEAD:${pair.branch}`)).toMatchObject(refused);
        expect(await git('ls-remote', app)).toMatchObject(refused);
      },
    );
  });
});

/** The common prefix of repository addresses, and Git's credentials for it. */
function overHttps(url: string, user: string, password: string): [string, string[]] {
  const { host } = new URL(url);
  return [
    `https://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}/v1/repos/`,
    ['-c', 'credential.helper='],
  ];
}

function overSsh(url: string, key: string): [string, string[]] {
  const file = join(temporaryFolder(), 'key');
  writeFileSync(file, key, { mode: 0o600 });
  const ssh = `ssh -F none -i ${file} -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR`;
  return [url.replace(/[^/]+$/, ''), ['-c', `core.sshCommand=${ssh}`]];
}
