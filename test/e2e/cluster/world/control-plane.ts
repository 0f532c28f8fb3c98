import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeKubeconfig } from './kubeconfig';
import { KubernetesApi, type ApiAccess } from './kubernetes-api';
import { kwokStages } from './kwok-stages';
import type { CertificateAuthority } from '../../../support/machine/certificates';
import { startService } from '../../../support/machine/processes';
import { runWell } from '../../../support/run';
import type { Engines } from '../../engines/engines';

/** A running Kubernetes. */
export interface ControlPlane {
  readonly access: ApiAccess;
  readonly api: KubernetesApi;
}

const SERVER = 'https://127.0.0.1:6443';
const ETCD = 'http://127.0.0.1:2379';
const TOKEN = 'administrator-of-the-tests';
/** Simulated nodes of each architecture, in two zones: pods pick their own. */
const NODES = ['amd64', 'arm64'].flatMap((arch) =>
  ['a', 'b'].map((zone) => ({ name: `${arch}-${zone}`, arch, zone: `zone-${zone}` })),
);
/** Marks the nodes that KWOK simulates. */
const SIMULATED = { type: 'kwok' };

/** What real nodes beside the simulated ones require. */
export interface ControlPlaneSettings {
  /** Lines of a token file: token, user, ID, groups. */
  readonly tokens?: readonly string[];
  /** The addresses of the API server beside the loopback one. */
  readonly addresses?: readonly string[];
  /** The architecture of the simulated nodes. @default both */
  readonly simulated?: string;
}

/** Starts Kubernetes as plain processes, with KWOK in place of kubelets: its nodes and pods are simulated. */
export async function startControlPlane(
  engines: Engines,
  state: string,
  authority: CertificateAuthority,
  { tokens = [], addresses = [], simulated }: ControlPlaneSettings = {},
): Promise<ControlPlane> {
  const access: ApiAccess = { server: SERVER, token: TOKEN, authority: authority.file };
  const api = new KubernetesApi(access);
  const file = (name: string) => join(state, name);
  const env = { ...process.env, PATH: `${engines.path}:${process.env.PATH}` };
  const start = (name: string, command: [string, ...string[]], ready?: () => Promise<unknown>) =>
    startService({ name, command, env, cwd: state, logs: join(state, 'logs'), ready });

  const etcd = start('etcd', [
    'etcd', '--data-dir', file('etcd'), '--unsafe-no-fsync', '--listen-client-urls', ETCD, '--advertise-client-urls',
    ETCD, '--log-level', 'error',
  ]);
  await runWell('openssl', ['genrsa', '-out', file('service-accounts.key'), '2048'], state, env);
  const administrator = `${TOKEN},administrator,administrator,"system:masters"`;
  writeFileSync(file('tokens.csv'), `${[administrator, ...tokens].join('\n')}\n`);
  const certificate = authority.issue('kube-apiserver', ['127.0.0.1', 'kubernetes.default.svc', ...addresses]);
  await etcd;
  await start(
    'kube-apiserver',
    [
      'kube-apiserver',
      `--etcd-servers=${ETCD}`,
      '--bind-address=0.0.0.0',
      '--secure-port=6443',
      // The network of the tests has no other address than the loopback ones, which the server refuses here.
      '--advertise-address=192.0.2.1',
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.0.0.0/16',
      `--tls-cert-file=${certificate.cert}`,
      `--tls-private-key-file=${certificate.key}`,
      `--cert-dir=${file('certificates')}`,
      `--token-auth-file=${file('tokens.csv')}`,
      '--authorization-mode=Node,RBAC',
      '--kubelet-preferred-address-types=InternalIP',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${file('service-accounts.key')}`,
      `--service-account-signing-key-file=${file('service-accounts.key')}`,
      // So that Pod Security decides about them.
      '--allow-privileged=true',
    ],
    () => api.get('/readyz'),
  );

  const kubeconfig = file('administrator.kubeconfig');
  writeKubeconfig(kubeconfig, access, 'administrator', 'argocd');
  writeFileSync(file('stages.yaml'), kwokStages(engines.kwokStages));
  await Promise.all([
    start('kube-controller-manager', ['kube-controller-manager', '--kubeconfig', kubeconfig, '--leader-elect=false',
      `--service-account-private-key-file=${file('service-accounts.key')}`, `--root-ca-file=${authority.file}`]),
    start('kube-scheduler', ['kube-scheduler', '--kubeconfig', kubeconfig, '--leader-elect=false', '--secure-port=0']),
    start('kwok', [
      engines.kwok, '--kubeconfig', kubeconfig, '--config', file('stages.yaml'), '--manage-all-nodes=false',
      '--manage-nodes-with-label-selector', 'type=kwok', '--node-lease-duration-seconds', '0',
    ]),
    ...NODES.filter(({ arch }) => arch === (simulated ?? arch)).map((node) => api.create('/api/v1/nodes', nodeObject(node))),
  ]);
  return { access, api };
}

function nodeObject({ name, arch, zone }: (typeof NODES)[number]): object {
  const room = { 'cpu': '32', 'memory': '64Gi', 'pods': '250', 'ephemeral-storage': '80Gi' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        ...SIMULATED,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': arch,
        'kubernetes.io/hostname': name,
        'topology.kubernetes.io/zone': zone,
      },
    },
    status: { allocatable: room, capacity: room },
  };
}
