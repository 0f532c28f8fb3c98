import type { KubernetesApi } from './kubernetes-api';

/** Argo CD's ConfigMap of SSH hosts. */
export const KNOWN_HOSTS = '/api/v1/namespaces/argocd/configmaps/argocd-ssh-known-hosts-cm';

/** The lines about the hosts that Argo CD knows; none before it is installed. */
export async function knownHosts(api: KubernetesApi): Promise<string[]> {
  const known = await api.get(KNOWN_HOSTS);
  return known?.data.ssh_known_hosts.split('\n') ?? [];
}

/** Removes entries for CodeCommit's host that other tests may have added. */
export async function forgetHost(api: KubernetesApi, host: string): Promise<void> {
  const lines = await knownHosts(api);
  if (lines.length > 0) {
    await api.patch(KNOWN_HOSTS, {
      data: { ssh_known_hosts: lines.filter((line) => !line.startsWith(`${host} `)).join('\n') },
    });
  }
}
