import { processOf, restarts } from './world/containers';
import { pushImage, USER_BY_NAME } from './world/images';
import { MISTAKES } from './world/mistakes';
import { podsIn } from './world/pods';
import { prove } from './world/prove';
import { Service, untilServed } from './world/service';
import { updateProblems } from './world/update';
import { describeWithPods, kubectl, step } from './world/with-pods';
import { type Patience, until } from '../../support/machine/until';
import { generatorWith } from '../cluster/world/faulty';

const ENGINE = 'Kubernetes, containerd of the nodes, runc';
/** Three failed probes, the grace period, and a new start. */
const RESTARTED: Patience = { seconds: 240 };
const CONTAINER = '/spec/template/spec/containers/0';

// All of them run at the same time: most of their time is waiting.
describeWithPods('a pod on a kubelet', () => {
  let [image, byName] = ['', ''];

  beforeAll(async () => {
    image = await pushImage('deepskyblue');
    byName = await pushImage('user-by-name', USER_BY_NAME);
  });

  /** One behaviour, which is also a step of the proof. */
  function shows(title: string, asserts: string, run: () => Promise<void>): void {
    test.concurrent(title, () => step(`a pod ${title}`, { engine: ENGINE, asserts }, run));
  }

  /** Runs this while a service serves. */
  function whileServed(name: string, run: (service: Service) => Promise<void>): Promise<void> {
    const service = new Service(name);
    return service.during(async () => {
      await service.apply(image);
      await service.untilSettled();
      await untilServed(await service.urls());
      await run(service);
    });
  }

  shows(
    'pulls the digest by its ECR name',
    'signed in with the rights of a node',
    () => whileServed('pulled', async ({ namespace }) => {
      const [{ status }] = await podsIn(namespace);
      expect(status.containerStatuses[0].imageID).toBe(image);
      const events = await kubectl('--namespace', namespace, 'get', 'events', '--field-selector', 'reason=Pulled');
      expect(events).toContain(image);
    }),
  );

  shows(
    'has logs and runs commands',
    'the service says where it listens; Node.js tells its version',
    () => whileServed('shown', async ({ namespace, name }) => {
      expect(await kubectl('--namespace', namespace, 'logs', `deployment/${name}`)).toContain('"message":"listening"');
      expect(await kubectl('--namespace', namespace, 'exec', `deployment/${name}`, '--', 'node', '--version')).toBe(
        `${process.version}\n`,
      );
    }),
  );

  shows(
    'is killed and started again when it exceeds its memory limit',
    'OOMKilled at 128 MiB',
    () => whileServed('hungry', async (service) => {
      const eat = 'const eaten = []; setInterval(() => eaten.push(Buffer.alloc(2e7, 1)), 20)';
      await service.patch({ op: 'add', path: `${CONTAINER}/command`, value: ['node', '--eval', eat] });
      await service.untilSays(/OOMKilled/, RESTARTED);
      await until(
        'it is started again', () => restarts(service), (counts) => counts.some((count) => count > 0), RESTARTED,
      );
    }),
  );

  shows(
    'is started again when its process hangs',
    'by the liveness probe; the page is served again',
    () => whileServed('hung', async (service) => {
      const [pod] = await podsIn(service.namespace);
      process.kill(processOf(pod.status.containerStatuses[0].containerID), 'SIGSTOP');
      await until('it is restarted', () => restarts(service), ([count]) => count === 1, RESTARTED);
      await service.untilSettled();
      await untilServed(await service.urls());
    }),
  );

  shows(
    'keeps serving where the next image cannot be pulled',
    'the kubelet names the unknown digest; 0 failed requests until another update',
    async () => {
      const unknown = image.replace(/sha256:.*/, `sha256:${'2'.repeat(64)}`);
      const service = new Service('unpullable', { replicas: 2 });
      const problems = await updateProblems(service, image, image, {}, async () => {
        await service.apply(unknown);
        await service.untilSays(/failed to pull and unpack image "[^"]*sha256:2+"/, RESTARTED);
      });
      expect(problems).toEqual([]);
    },
  );

  shows(
    'has no problem as generated',
    'user and group 10001, no capabilities, no new privileges, seccomp, read-only root, no token, 128 MiB; served on ' +
      'both nodes; can be evicted; after SIGTERM answers an open request and ends with 0 in its grace period',
    () => prove(new Service('fault-free', { replicas: 2 }), image),
  );

  test.concurrent.each(MISTAKES.map((mistake, index) => ({ ...mistake, index })))(
    'has a problem that is found and named: $name',
    async ({ name, index, says, image: change = (same) => same, answers, ...fault }) => {
      const service = new Service(`fault-${index}`, answers, generatorWith(fault));
      await step(name, { part: 'mistake', engine: ENGINE, asserts: says.source }, () =>
        expect(prove(service, change(image, byName), { hopeless: says })).rejects.toThrow(says),
      );
    },
  );
});
