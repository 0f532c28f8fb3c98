import { installEngine } from './world/bring-up';
import { createPair } from './world/create-pair';
import { forgetHost, KNOWN_HOSTS, knownHosts } from './world/known-hosts';
import type { ClusterPair } from './world/pair';
import { api, describeWithCluster, step, world } from './world/with-world';

const HOSTS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map(
  (name) => `git-codecommit.${name}.example`,
);

describeWithCluster('a host of which the generator does not know the fingerprint', () => {
  test('is refused until a person has compared its fingerprint', async () => {
    const pair = await createPair(world, { appName: 'compared', region: 'eu-south-1', repoAuth: 'ssh' });
    await installEngine(api, pair);
    await forgetHost(api, pair.names.codecommitHost);
    const isKnown = async () =>
      (await knownHosts(api)).some((line) => line.startsWith(`${pair.names.codecommitHost} `));
    const { code, stderr } = await step(
      'argocd:connect in a region without a known fingerprint',
      {
        part: 'refusal',
        engine: 'Kubernetes, OpenSSH',
        asserts: 'argocd:connect refuses and names the fingerprint to compare',
      },
      () => pair.attempt('config', 'argocd:connect'),
    );
    expect({ code, stderr }).toEqual({
      code: 1, stderr: expect.stringContaining('Compare it with the fingerprint that AWS publishes for eu-south-1'),
    });
    expect(stderr).toContain(world.fingerprints['eu-south-1']);
    expect(await isKnown()).toBe(false);
    await pair.task('config', 'argocd:connect', '--fingerprint', world.fingerprints['eu-south-1']);
    expect(await isKnown()).toBe(true);
  });
});

/** As `argocd:connect` does: adds a host to the list in a ConfigMap. */
const ADD =
  '. scripts/lib/common.sh; . scripts/lib/cluster.sh; . scripts/lib/known-hosts.sh; KNOWN_HOSTS=$LIST; CODECOMMIT_HOST=$NEW; know_codecommit "$NEW ssh-rsa AAAA"';
const add = (pair: ClusterPair, host: string, list: string, before = '') =>
  pair.runAs({ NEW: host, LIST: list }, 'config', 'bash', '-c', before + ADD, 'scripts/argocd/connect.sh');

describeWithCluster('several pairs that tell Argo CD of their hosts at the same moment', () => {
  test('keep all entries', async () => {
    const pair = await createPair(world, { appName: 'hosts', region: 'us-east-1', repoAuth: 'ssh' });
    await installEngine(api, pair);
    const before = await knownHosts(api);
    const ended = await step(
      'known hosts, eight at once',
      { engine: 'Kubernetes, kubectl', asserts: 'all new entries and the earlier ones are present' },
      () => Promise.all(HOSTS.map((host) => add(pair, host, KNOWN_HOSTS.split('/').slice(-1)[0]))),
    );
    expect(ended).toEqual(HOSTS.map(() => ({ code: 0, stdout: '', stderr: '' })));
    const lines = await knownHosts(api);
    const wanted = [...before, ...HOSTS.map((host) => `${host} ssh-rsa AAAA`)];
    expect(wanted.filter((line) => !lines.includes(line))).toEqual([]);
    await api.patch(KNOWN_HOSTS, { data: { ssh_known_hosts: before.join('\n') } });
  });

  test('fail at once on permanent errors', async () => {
    const pair = await createPair(world, { appName: 'refused', region: 'us-east-1', repoAuth: 'ssh' });
    await installEngine(api, pair);
    const list = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'fixed' },
      immutable: true,
      data: { ssh_known_hosts: 'a b c' },
    };
    await api.create(KNOWN_HOSTS.replace(/\/[^/]+$/, ''), list);
    const { code, stderr } = await add(
      pair, HOSTS[0], list.metadata.name, 'sleep() { echo "Another try follows." >&2; }; ',
    );
    expect({ code, stderr }).toEqual({
      code: 1, stderr: expect.stringMatching(/^Error: kubectl cannot change Argo CD's ConfigMap fixed: .*immutable/),
    });
  });
});
