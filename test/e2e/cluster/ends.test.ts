import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describeWithCluster } from './world/with-world';
import { processes } from '../../support/machine/process-list';
import { until } from '../../support/machine/until';

const ROOT = join(__dirname, '..', '..', '..');
const SERVERS = [
  'etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok', 'sshd', 'python -m patches_of_moto',
];

/** A second world inside the tests' world, so that its own processes can be counted from here. */
async function startSecondWorld() {
  const tsx = join(ROOT, 'node_modules', '.bin', 'tsx');
  const before = new Set(processes().map(({ pid }) => pid));
  const started = spawn(
    'bash',
    ['test/e2e/support/hermetic.sh', tsx, 'test/e2e/cluster/world/main.ts', 'bash', '-c', 'echo up; exec sleep 600'],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((done, failed) => {
    started.stdout.on('data', (data) => String(data).includes('up') && done());
    started.on('exit', (code) => failed(new Error(`the second world ended with ${code}`)));
  });
  const ended = new Promise<number | NodeJS.Signals | null>((done) => {
    started.on('exit', (code, signal) => done(code ?? signal));
  });
  return { started, ended, own: () => processes().filter(({ pid }) => !before.has(pid)) };
}

describeWithCluster.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('after %s', (signal) => {
  test('leaves no process, container or folder behind', async () => {
    const { started, ended, own } = await startSecondWorld();
    const commands = own().map(({ command }) => command).join('\n');
    SERVERS.forEach((server) => expect(commands).toContain(server));
    started.kill(signal);
    await ended;
    await until('all processes are gone', async () => own().map(({ command }) => command), (left) => left.length === 0);
  });
});
