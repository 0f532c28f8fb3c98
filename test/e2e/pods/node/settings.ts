import { stringify } from 'yaml';

/** A node of the cluster. */
export interface NodeName {
  readonly name: string;
  /** On which its kubelet and its NodePorts are reached. */
  readonly address: string;
  /** The addresses of its pods. */
  readonly pods: string;
  readonly zone: string;
}

/** The image that holds a pod's namespaces, as `test/e2e/engines/build` names it. */
export const PAUSE_IMAGE = 'pause.example/pause:1';
/** Keeps pods away that also fit on a simulated node: those of Argo CD. */
const REAL = { key: 'node.example/real', effect: 'PreferNoSchedule' };
/** ECR's registries, in the syntax of the kubelet. */
const ECR_IMAGES = '*.dkr.ecr.*.amazonaws.com';

/** containerd's configuration, with everything below the node's folder. */
export function containerdSettings(folder: string, cni: string): string {
  return `version = 3
root = "${folder}/containerd"
state = "${folder}/containerd-state"
disabled_plugins = ["io.containerd.nri.v1.nri"]
[grpc]
address = "${folder}/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
path = "${folder}/containerd-opt"
[plugins."io.containerd.cri.v1.images"]
snapshotter = "overlayfs"
[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "${PAUSE_IMAGE}"
[plugins."io.containerd.cri.v1.runtime"]
# What a container of the machine may lack: the right to lower an OOM score, AppArmor, and huge pages.
restrict_oom_score_adj = true
disable_apparmor = true
tolerate_missing_hugetlb_controller = true
disable_hugetlb_controller = true
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
SystemdCgroup = false
[plugins."io.containerd.cri.v1.runtime".cni]
bin_dirs = ["${cni}"]
conf_dir = "${folder}/cni"
[plugins."io.containerd.grpc.v1.cri"]
stream_server_address = "127.0.0.1"
`;
}

/** The network of a node's pods: a bridge, without any filter. */
export function networkSettings(folder: string, { pods }: NodeName): string {
  return JSON.stringify({
    cniVersion: '1.0.0',
    name: 'pods',
    plugins: [{
      type: 'bridge',
      bridge: 'pods0',
      isGateway: true,
      hairpinMode: true,
      ipam: {
        type: 'host-local',
        dataDir: `${folder}/cni-addresses`,
        ranges: [[{ subnet: pods }]],
        routes: [{ dst: '0.0.0.0/0' }],
      },
    }],
  });
}

/** The kubelet's configuration. */
export function kubeletSettings(folder: string, cgroup: string): string {
  return stringify({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    containerRuntimeEndpoint: `unix://${folder}/containerd.sock`,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${cgroup}`,
    failCgroupV1: false,
    enforceNodeAllocatable: [],
    registerWithTaints: [REAL],
    // For logs and exec by the API server. The kubelet is in a network of its own.
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    // This machine's memory and disk are not the node's.
    failSwapOn: false,
    evictionHard: {
      'memory.available': '0%',
      'nodefs.available': '0%',
      'nodefs.inodesFree': '0%',
      'imagefs.available': '0%',
      'imagefs.inodesFree': '0%',
    },
    imageGCHighThresholdPercent: 100,
    serializeImagePulls: false,
    makeIPTablesUtilChains: false,
    healthzBindAddress: '127.0.0.1',
    resolvConf: '',
    // Nothing answers there: no test asks for a name inside of a pod.
    clusterDNS: ['10.0.0.10'],
    podLogsDir: `${folder}/pod-logs`,
    volumePluginDir: `${folder}/volume-plugins`,
  });
}

/** How the kubelet signs in to ECR: with the program of the nodes of EKS, and the credentials of a role. */
export function credentialSettings(env: Readonly<Record<string, string>>): string {
  return stringify({
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: [{
      name: 'ecr-credential-provider',
      matchImages: [ECR_IMAGES],
      defaultCacheDuration: '12h',
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      env: Object.entries(env).map(([name, value]) => ({ name, value })),
    }],
  });
}

/** kube-proxy's configuration. */
export function proxySettings(kubeconfig: string, { name, address }: NodeName): string {
  return stringify({
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'iptables',
    clientConnection: { kubeconfig },
    hostnameOverride: name,
    clusterCIDR: '10.244.0.0/16',
    nodePortAddresses: [`${address}/32`],
    healthzBindAddress: `${address}:10256`,
    metricsBindAddress: `${address}:10249`,
    // Limits of the whole machine: 0 leaves them as they are.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  });
}
