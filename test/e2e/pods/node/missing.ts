import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../support/run';
import { findProgram, locateEngines } from '../../engines/engines';

/** What Debian brings, and the package that has it. */
const PACKAGES: Readonly<Record<string, string>> = {
  ip: 'iproute2', iptables: 'iptables', nsenter: 'util-linux', runc: 'runc',
};

/** What the kernel has to allow, tried inside of `hermetic.sh`. */
const TRIALS: readonly (readonly [what: string, command: string])[] = [
  ['a network beside this one', 'ip netns add trial && ip netns delete trial'],
  ['a pair of network interfaces', 'ip link add trial-1 type veth peer name trial-2 && ip link delete trial-1'],
  ['a bridge', 'ip link add trial type bridge && ip link delete trial'],
  ['translated addresses', 'iptables -t nat -N trial && iptables -t nat -X trial'],
  [
    'an overlay file system in memory',
    'cd "$(mktemp -d)" && mkdir a b c d && mount -t overlay -o lowerdir=a,upperdir=b,workdir=c trial d && umount d',
  ],
  ['mounts over kernel settings', 'f=$(mktemp) && mount --bind "$f" /proc/sys/kernel/panic && umount /proc/sys/kernel/panic'],
];

/** The programs that a node lacks, and how to get them. Undefined if everything is installed. */
export function missingPrograms(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const engines = locateEngines(env);
  const built = [
    ...['kubelet', 'kube-proxy'].filter((name) => !findProgram(name, engines.path)),
    ...[
      join(engines.containerd, 'containerd'),
      join(engines.cni, 'bridge'),
      join(engines.credentialProviders, 'ecr-credential-provider'),
      engines.pauseImage,
    ].filter((path) => !existsSync(path)),
  ];
  const packages = Object.keys(PACKAGES)
    .filter((name) => !findProgram(name, `${env.PATH}:/usr/sbin:/sbin`))
    .map((name) => PACKAGES[name]);
  const lines = [
    built.length > 0 && `${built.join(', ')}: build them with test/e2e/engines/build.`,
    packages.length > 0 && `${packages.join(', ')}: apt-get install ${packages.join(' ')}`,
  ].filter(Boolean);
  return lines.length > 0 ? `Missing for the tests with real pods:\n  ${lines.join('\n  ')}` : undefined;
}

/** Why this machine can run no kubelet, whatever is installed. Undefined if it can. */
export async function machineProblem(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  if (env.E2E_HERMETIC !== 'true') {
    return 'namespaces of its own, which need root: see test/e2e/support/hermetic.sh';
  }
  if (!env.E2E_CGROUP) {
    return env.E2E_CGROUP_PROBLEM ?? 'a cgroup of its own: see test/e2e/pods/node/in-cgroup.sh';
  }
  for (const [what, command] of TRIALS) {
    const { code, stderr } = await run('sh', ['-c', command], '/', { ...env, PATH: `${env.PATH}:/usr/sbin:/sbin` });
    if (code !== 0) {
      return `${what}: ${stderr.trim()}`;
    }
  }
  return undefined;
}
