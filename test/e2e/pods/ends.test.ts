import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithPods } from './world/with-pods';
import { processes } from '../../support/machine/process-list';
import { until } from '../../support/machine/until';

const ROOT = join(__dirname, '..', '..', '..');
const CGROUPS = '/sys/fs/cgroup';
/** What a kubelet and kube-proxy would set for the whole machine. */
const SYSCTLS = [
  'vm/overcommit_memory', 'vm/panic_on_oom', 'kernel/panic', 'kernel/panic_on_oops', 'kernel/keys/root_maxkeys',
  'kernel/keys/root_maxbytes', 'net/ipv4/ip_forward', 'net/netfilter/nf_conntrack_max',
];
const POD = [
  'kubectl --namespace default run killed --image pause.example/pause:1 --image-pull-policy IfNotPresent',
  '--overrides \'{"spec": {"nodeName": "node-1"}}\'',
].join(' ');
const RUNNING = 'kubectl --namespace default wait --for condition=Ready pod/killed --timeout 300s';

/** When it is killed: with the first process of that command, or without one when a pod runs. */
const MOMENTS: readonly { readonly moment: string; readonly signal: NodeJS.Signals; readonly program?: string }[] = [
  { moment: 'while the API server starts', signal: 'SIGKILL', program: 'kube-apiserver' },
  { moment: 'while containerd starts', signal: 'SIGINT', program: 'containerd --config' },
  { moment: 'while the kubelets start', signal: 'SIGKILL', program: 'kubelet --config' },
  { moment: 'while a pod runs', signal: 'SIGKILL' },
  { moment: 'while a pod runs', signal: 'SIGTERM' },
];

/** What belongs to no namespace of a run, and what the namespaces of this one show. */
function machine(): object {
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  return {
    mounts: read('/proc/self/mountinfo'),
    sysctls: SYSCTLS.map((name) => `${name} ${read(`/proc/sys/${name}`)}`),
    networks: existsSync('/run/netns') ? readdirSync('/run/netns') : [],
    interfaces: readdirSync('/sys/class/net'),
  };
}

/** The cgroups of the runs, as often as there are hierarchies. */
function cgroups(): string[] {
  const below = [CGROUPS, ...readdirSync(CGROUPS).map((name) => join(CGROUPS, name))];
  return below
    .flatMap((folder) => {
      try {
        return readdirSync(folder);
      } catch {
        // A file, or a cgroup that has ended meanwhile.
        return [];
      }
    })
    .filter((name) => name.startsWith('create-gitops-eks-'));
}

/** A second cluster with nodes inside of this run, so that its processes can be counted from here. */
function startSecondCluster() {
  const [before, cgroupsBefore, machineBefore] = [new Set(processes().map(({ pid }) => pid)), cgroups(), machine()];
  const { E2E_CGROUP: _, ...env } = process.env;
  const started = spawn(
    'bash',
    [
      'test/e2e/pods/node/in-cgroup.sh', 'bash', 'test/e2e/support/hermetic.sh', process.execPath, '--import', 'tsx',
      'test/e2e/pods/world/main.ts', 'bash', '-c', `${POD} && ${RUNNING} && echo a pod runs && exec sleep 600`,
    ],
    { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  started.stdout.on('data', (data) => { output += data; });
  const own = () => processes().filter(({ pid }) => !before.has(pid)).map(({ command }) => command);
  return {
    started,
    own,
    output: () => output,
    left: () => ({
      processes: own(), cgroups: cgroups().filter((name) => !cgroupsBefore.includes(name)), machine: machine(),
    }),
    nothing: { processes: [], cgroups: [], machine: machineBefore },
  };
}

describeWithPods.each(MOMENTS)('killed $moment by $signal', ({ signal, program }) => {
  test('leaves no process, cgroup, mount or sysctl behind', async () => {
    const { started, own, output, left, nothing } = startSecondCluster();
    const progress = async () => {
      const isTime = program ? own().some((command) => command.includes(program)) : output().includes('a pod runs');
      return started.exitCode === null ? String(isTime) : `it ended with ${started.exitCode}`;
    };
    await until('the moment has come', progress, (seen) => seen === 'true', { seconds: 300, hopeless: /ended/ });
    started.kill(signal);
    const seen = await until(
      'nothing is left', async () => left(),
      ({ processes: running, cgroups: existing }) => running.length === 0 && existing.length === 0,
    );
    expect(seen).toEqual(nothing);
  });
});
