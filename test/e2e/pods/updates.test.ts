import { color, pushImage } from './world/images';
import { promote } from './world/promote';
import { Story } from './world/story';
import { describeWithPods, kubectl } from './world/with-pods';

const REPLICAS = [1, 2, 5];

describeWithPods('under a steady load through the Service', () => {
  let stories: Story[] = [];
  let [first, second] = ['', ''];
  const all = (run: (story: Story) => Promise<unknown>) => Promise.all(stories.map(run));

  beforeAll(async () => {
    const images = [pushImage('deepskyblue'), pushImage('tomato', color('tomato'))];
    stories = await Promise.all(REPLICAS.map((replicas) => Story.begin(replicas, images[0])));
    [first, second] = await Promise.all(images);
  });

  afterAll(() => stories.forEach((story) => story.stop()));

  test('a promotion loses no request', async () => {
    await all(async (story) => {
      const colors = await story.keeps(
        'a promotion under load', 'Argo CD, Kubernetes, containerd of the nodes',
        '0 failed requests; the page changes its color', async () => {
          await promote(story.pair, second);
          await story.untilRuns(second);
        },
      );
      expect(colors).toEqual(['deepskyblue', 'tomato']);
    });
  });

  test('app:rollback loses no request', async () => {
    await all(async (story) => {
      const colors = await story.keeps(
        'app:rollback under load', 'git, Argo CD, Kubernetes, containerd of the nodes',
        '0 failed requests; the page has its first color again', async () => {
          await story.pair.task('config', 'app:rollback');
          await story.untilRuns(first);
        },
      );
      expect(colors).toEqual(['tomato', 'deepskyblue']);
    });
  });

  test('kubectl scale and the self-heal after it lose no request', async () => {
    await all((story) => story.keeps(
      'kubectl scale and self-heal under load', 'kubectl, Argo CD, Kubernetes',
      '0 failed requests; one pod more, then one less (not with one), is reverted', async () => {
        await story.scaleTo(story.replicas + 1);
        if (story.replicas > 1) {
          await story.scaleTo(story.replicas - 1);
        }
      },
    ));
  });

  test('kubectl drain loses no request', async () => {
    const [node] = await stories[0].nodes();
    // Other files have pods on this node, too.
    const pods = `app.kubernetes.io/name in (${stories.map(({ pair }) => pair.name).join()})`;
    await all(async (story) => expect(await story.nodes()).toContain(node));
    let drained: Promise<unknown> | undefined;
    try {
      await all((story) => story.keeps(
        'kubectl drain under load', 'kubectl, Kubernetes, containerd of the nodes',
        '0 failed requests; all pods are on the other of two nodes, which has the image', async () => {
          await (drained ??= kubectl('drain', node, '--pod-selector', pods, '--ignore-daemonsets', '--timeout=400s'));
          await story.untilSettled();
          expect(await story.nodes()).not.toContain(node);
        },
      ));
    } finally {
      await kubectl('uncordon', node);
    }
  });
});
