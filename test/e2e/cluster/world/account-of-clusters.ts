import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { ClusterPair } from './pair';
import { nameAddress } from '../../../support/machine/hosts';
import { writeFiles } from '../../../support/write-files';

/**
 * Programs in front of those of the user, for what only EKS can do: `eksctl` creates and deletes the cluster in the
 * account alone, and `aws eks update-kubeconfig` writes the access to the one that runs beside the account, if the
 * account has the cluster. Returns the PATH.
 */
export function programsOfClusters({ world, names }: ClusterPair, folder: string): string {
  const path = world.user.PATH;
  const env = { ...process.env, PATH: path };
  const real = (program: string) =>
    execFileSync('bash', ['-c', `command -v ${program}`], { env, encoding: 'utf8' }).trim();
  const role = 'arn:aws:iam::123456789012:role/eks';
  const cluster = ['--name', names.clusterName, '--region', names.region].join(' ');
  const script = (name: string, text: string) => ({
    path: name, content: `#!/bin/bash\nset -euo pipefail\n${text}`, executable: true,
  });
  writeFiles(join(folder, 'bin'), [
    script('eksctl', `case "$1 \${2:-}" in
  'create cluster')
    grep -q 'publicAccessCIDRs: \\[203.0.113.7/32\\]' cluster/eksctl.yaml
    sleep 5
    ${real('aws')} eks create-cluster ${cluster} --role-arn ${role} --resources-vpc-config subnetIds=subnet-1 >/dev/null
    ;;
  'delete cluster') ${real('aws')} eks delete-cluster ${cluster} >/dev/null ;;
  *) exec ${real('eksctl')} "$@" ;;
esac
`),
    script('aws', `if [ "$1 \${2:-}" = 'eks update-kubeconfig' ]; then
  ${real('aws')} eks describe-cluster ${cluster} >/dev/null
  cp ${join(folder, 'access')} "$KUBECONFIG"
else
  exec ${real('aws')} "$@"
fi
`),
  ]);
  return `${join(folder, 'bin')}:${path}`;
}

/** A page behind the load balancer of a pair: our stand-in gives it an address, and this answers there. */
export async function servePage({ names }: ClusterPair): Promise<string> {
  const host = `${names.appName}.${names.namespace}.elb.test`;
  const server = createServer((_, response) => response.end('ok'));
  const address = `127.0.1.${names.appName.length}`;
  await new Promise<void>((done) => server.listen(80, address, done));
  server.unref();
  nameAddress(address, [host]);
  return `http://${host}`;
}

/** The kind of Auto Mode's controller, by which `cluster:check` knows that it is on. */
export const TARGET_GROUP_BINDINGS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'targetgroupbindings.eks.amazonaws.com' },
  spec: {
    group: 'eks.amazonaws.com',
    scope: 'Namespaced',
    names: { kind: 'TargetGroupBinding', plural: 'targetgroupbindings', singular: 'targetgroupbinding' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};

/** Moves the access to the cluster out of kubectl's configuration, as before the cluster exists. */
export function hideAccess(folder: string, kubeconfig: string): void {
  execFileSync('mv', [kubeconfig, join(folder, 'access')]);
  writeFileSync(kubeconfig, '');
}
