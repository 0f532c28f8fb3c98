import { podsIn, untilSettled } from './pods';
import { promote } from './promote';
import { untilServed, urlsOf } from './service';
import { ANSWERS } from './settings';
import { api, kubectl, step, world } from './with-pods';
import { type Patience, until } from '../../../support/machine/until';
import { deploymentPath } from '../../cluster/world/application';
import { connect, installEngine, untilRuns } from '../../cluster/world/bring-up';
import { createPair } from '../../cluster/world/create-pair';
import { inTurn } from '../../cluster/world/in-turn';
import type { ClusterPair } from '../../cluster/world/pair';
import { Load } from '../load/load';
import { colorsIn, type Traffic, trafficProblems } from '../load/traffic';

/** Argo CD, five pods one after the other, each with its grace, on a machine that has other work. */
const PATIENCE: Patience = { seconds: 400 };

/** A pair that Argo CD keeps in line, under a steady load on both nodes. */
export class Story {
  /** Generates a pair while the image is pushed, and brings it up. */
  static async begin(replicas: number, pushed: Promise<string>): Promise<Story> {
    const pair = await createPair(world, {
      ...ANSWERS, appName: `updates-${replicas}`, replicas, syncPolicy: 'automated', selfHeal: true,
    });
    await inTurn('engine', () => installEngine(api, pair));
    // Over HTTPS, each pair has a Secret of its own.
    await connect(pair);
    const image = await pushed;
    await promote(pair, image);
    await pair.task('config', 'app:create');
    const story = new Story(pair, replicas);
    await story.untilRuns(image);
    const urls = await urlsOf(pair.names.namespace, pair.name);
    await untilServed(urls);
    story.load = new Load(urls);
    return story;
  }

  private load: Load | undefined;

  private constructor(readonly pair: ClusterPair, readonly replicas: number) {}

  /** Waits until all pods, and no others, run this image. */
  async untilRuns(image: string): Promise<void> {
    await untilRuns(api, this.pair, image.split('@')[1], PATIENCE);
    await this.untilSettled();
  }

  untilSettled(): Promise<void> {
    return untilSettled(this.pair.names.namespace, this.pair.name, this.replicas, PATIENCE);
  }

  /** The nodes of the pods. */
  async nodes(): Promise<string[]> {
    return (await podsIn(this.pair.names.namespace)).map(({ spec }) => spec.nodeName);
  }

  /** Runs an update and requires that no request of that time fails. Returns the colors of the pages. */
  async keeps(title: string, engine: string, asserts: string, run: () => Promise<unknown>): Promise<string[]> {
    const what = `${title}, ${this.replicas} ${this.replicas === 1 ? 'replica' : 'replicas'}`;
    return step(what, { engine, asserts }, async () => {
      const traffic = await this.during(run);
      expect({ what, problems: trafficProblems(traffic) }).toEqual({ what, problems: [] });
      return colorsIn(traffic);
    });
  }

  /** Changes the number of replicas by hand, and waits until Argo CD has reverted that. */
  async scaleTo(count: number): Promise<void> {
    const { namespace } = this.pair.names;
    const generation = async () => (await api.get(deploymentPath(this.pair)))!.metadata.generation as number;
    const before = await generation();
    await kubectl('--namespace', namespace, 'scale', 'deployment', this.pair.name, `--replicas=${count}`);
    await until('Argo CD reverts it', generation, (now) => now >= before + 2, PATIENCE);
    await this.untilSettled();
  }

  stop(): void {
    this.load?.stop();
  }

  private during(run: () => Promise<unknown>): Promise<Traffic> {
    return this.load!.during(run);
  }
}
