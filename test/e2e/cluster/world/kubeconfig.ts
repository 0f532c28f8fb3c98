import { writeFileSync } from 'node:fs';
import type { ApiAccess } from './kubernetes-api';

/**
 * Writes a configuration of kubectl with one context, as `aws eks update-kubeconfig --alias` names it after the
 * cluster.
 */
export function writeKubeconfig(
  path: string,
  { server, token, authority }: ApiAccess,
  context: string,
  namespace = 'default',
): void {
  writeFileSync(
    path,
    JSON.stringify({
      'apiVersion': 'v1',
      'kind': 'Config',
      'clusters': [{ name: context, cluster: { server, 'certificate-authority': authority } }],
      'users': [{ name: context, user: { token } }],
      'contexts': [{ name: context, context: { cluster: context, user: context, namespace } }],
      'current-context': context,
    }),
    { mode: 0o600 },
  );
}
