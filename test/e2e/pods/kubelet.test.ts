import { readFileSync } from 'node:fs';
import { pushImage } from './world/images';
import { podsIn } from './world/pods';
import { Service, untilServed } from './world/service';
import { updateProblems } from './world/update';
import { describeWithPods, kubectl, step } from './world/with-pods';
import { processes } from '../../support/machine/process-list';
import { type Patience, until } from '../../support/machine/until';

const ENGINE = 'Kubernetes, containerd of the nodes, runc';
/** Three failed probes, the grace period, and a new start. */
const RESTARTED: Patience = { seconds: 240 };
const CONTAINER = '/spec/template/spec/containers/0';

describeWithPods('what only a kubelet does', () => {
  let image = '';

  beforeAll(async () => {
    image = await pushImage('deepskyblue');
  });

  /** Brings a service up and returns it. */
  async function served(name: string): Promise<Service> {
    const service = new Service(name);
    await service.create();
    await service.apply(image);
    await service.untilSettled();
    await untilServed(await service.urls());
    return service;
  }

  test.concurrent('pulls the digest by its ECR name', async () => {
    await step('a pull by digest', { engine: ENGINE, asserts: 'the kubelet signs in to ECR with the rights of a node and pulls that digest' }, async () => {
      const { namespace } = await served('pulled');
      const [{ status }] = await podsIn(namespace);
      expect(status.containerStatuses[0].imageID).toBe(image);
      const events = await kubectl('--namespace', namespace, 'get', 'events', '--field-selector', 'reason=Pulled');
      expect(events).toContain(image);
    });
  });

  test.concurrent('shows logs and runs commands', async () => {
    await step('kubectl logs, kubectl exec', { engine: `kubectl, ${ENGINE}`, asserts: 'the service says where it listens; a command runs in its container' }, async () => {
      const { namespace, name } = await served('shown');
      expect(await kubectl('--namespace', namespace, 'logs', `deployment/${name}`)).toContain('"message":"listening"');
      expect(await kubectl('--namespace', namespace, 'exec', `deployment/${name}`, '--', 'node', '--version')).toBe(
        `${process.version}\n`,
      );
    });
  });

  test.concurrent('restarts a container that takes more memory than its limit', async () => {
    await step('more memory than 128 MiB', { engine: ENGINE, asserts: 'OOMKilled, and started again' }, async () => {
      const service = await served('hungry');
      const eat = 'const eaten = []; setInterval(() => eaten.push(Buffer.alloc(2e7, 1)), 20)';
      await service.patch({ op: 'add', path: `${CONTAINER}/command`, value: ['node', '--eval', eat] });
      await service.untilSays(/OOMKilled/);
      await until(
        'it is started again', () => restarts(service), (counts) => counts.some((count) => count > 0), RESTARTED,
      );
    });
  });

  test.concurrent('restarts a process that hangs', async () => {
    await step('a process that hangs', { engine: ENGINE, asserts: 'the liveness probe restarts it; the page is served again' }, async () => {
      const service = await served('hung');
      const [pod] = await podsIn(service.namespace);
      process.kill(processOf(pod.status.containerStatuses[0].containerID), 'SIGSTOP');
      await until('it is restarted', () => restarts(service), ([count]) => count === 1, RESTARTED);
      await service.untilSettled();
      await untilServed(await service.urls());
    });
  });

  test.concurrent('keeps old pods where an image cannot be pulled', async () => {
    await step('an update to an unknown digest', { engine: ENGINE, asserts: 'the kubelet names the digest; 0 failed requests; back by another update' }, async () => {
      const unknown = image.replace(/sha256:.*/, `sha256:${'2'.repeat(64)}`);
      const service = new Service('unpullable', { replicas: 2 });
      const problems = await updateProblems(service, image, image, {}, async () => {
        await service.apply(unknown);
        await service.untilSays(/failed to pull and unpack image "[^"]*sha256:2+"/);
      });
      expect(problems).toEqual([]);
    });
  });
});

async function restarts({ namespace }: Service): Promise<number[]> {
  const pods = await podsIn(namespace);
  return pods.map(({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0);
}

/** The first process of a container. All processes of the nodes are visible here. */
function processOf(containerId: string): number {
  const id = containerId.replace('containerd://', '');
  const inside = processes().filter(({ pid }) => {
    try {
      return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id);
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
  if (inside.length === 0) {
    throw new Error(`no process of ${containerId} is visible`);
  }
  return Math.min(...inside.map(({ pid }) => pid));
}
