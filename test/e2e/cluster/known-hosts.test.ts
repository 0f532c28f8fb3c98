import { installArgoCd } from './world/bring-up';
import { createPair } from './world/create-pair';
import { api, describeWithCluster, step, world } from './world/with-world';

/** As many as may be refused before the last one gives up. */
const HOSTS = ['one', 'two', 'three', 'four'].map((name) => `git-codecommit.${name}.example`);
const PATH = '/api/v1/namespaces/argocd/configmaps/argocd-ssh-known-hosts-cm';

describeWithCluster('several pairs that tell Argo CD of their hosts at the same moment', () => {
  test('lose none of them', async () => {
    const pair = await createPair(world, { appName: 'hosts', region: 'us-east-1' });
    await installArgoCd(api, pair);
    const before: string = (await api.get(PATH))?.data.ssh_known_hosts;
    const script = '. scripts/lib/common.sh; . scripts/lib/cluster.sh; CODECOMMIT_HOST=$HOST_TO_KNOW; know_codecommit "$HOST_TO_KNOW ssh-rsa AAAA"';
    await step('known hosts, four at once', { engine: 'Kubernetes, kubectl', asserts: 'all are there, and those from before' }, () =>
      Promise.all(HOSTS.map((host) => pair.run('env', [`HOST_TO_KNOW=${host}`, 'bash', '-c', script, 'scripts/argocd/connect.sh'], pair.config))));
    const lines: string[] = (await api.get(PATH))?.data.ssh_known_hosts.split('\n');
    const wanted = [...before.trim().split('\n'), ...HOSTS.map((host) => `${host} ssh-rsa AAAA`)];
    expect(wanted.filter((line) => !lines.includes(line))).toEqual([]);
    await api.patch(PATH, { data: { ssh_known_hosts: before } });
  });
});
