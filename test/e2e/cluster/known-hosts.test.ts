import { installArgoCd } from './world/bring-up';
import { createPair } from './world/create-pair';
import { forgetHost, KNOWN_HOSTS, knownHosts } from './world/known-hosts';
import { api, describeWithCluster, step, world } from './world/with-world';

/** As many as may be refused before the last one gives up. */
const HOSTS = ['one', 'two', 'three', 'four'].map((name) => `git-codecommit.${name}.example`);

describeWithCluster('a host of which the generator does not know the fingerprint', () => {
  test('is not believed until somebody has compared it', async () => {
    const pair = await createPair(world, { appName: 'compared', region: 'eu-south-1' });
    await installArgoCd(api, pair);
    await forgetHost(api, pair.names.codecommitHost);
    const isKnown = async () => (await knownHosts(api)).some((line) => line.startsWith(`${pair.names.codecommitHost} `));
    const { code, stderr } = await step('argocd:connect in a region without a known fingerprint', { part: 'refusal', engine: 'Kubernetes, OpenSSH', asserts: 'refused; says what to compare' }, () => pair.attempt('config', 'argocd:connect'));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('Compare it with the one that AWS publishes for eu-south-1') });
    expect(stderr).toContain(world.fingerprints['eu-south-1']);
    expect(await isKnown()).toBe(false);
    await pair.task('config', 'argocd:connect', '--fingerprint', world.fingerprints['eu-south-1']);
    expect(await isKnown()).toBe(true);
  });
});

describeWithCluster('several pairs that tell Argo CD of their hosts at the same moment', () => {
  test('lose none of them', async () => {
    const pair = await createPair(world, { appName: 'hosts', region: 'us-east-1' });
    await installArgoCd(api, pair);
    const before = await knownHosts(api);
    const script = '. scripts/lib/common.sh; . scripts/lib/cluster.sh; CODECOMMIT_HOST=$HOST_TO_KNOW; know_codecommit "$HOST_TO_KNOW ssh-rsa AAAA"';
    await step('known hosts, four at once', { engine: 'Kubernetes, kubectl', asserts: 'all are there, and those from before' }, () =>
      Promise.all(HOSTS.map((host) => pair.well('config', 'env', `HOST_TO_KNOW=${host}`, 'bash', '-c', script, 'scripts/argocd/connect.sh'))));
    const lines = await knownHosts(api);
    const wanted = [...before, ...HOSTS.map((host) => `${host} ssh-rsa AAAA`)];
    expect(wanted.filter((line) => !lines.includes(line))).toEqual([]);
    await api.patch(KNOWN_HOSTS, { data: { ssh_known_hosts: before.join('\n') } });
  });
});
