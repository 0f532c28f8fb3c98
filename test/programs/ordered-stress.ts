import type { Call } from '../aws-stand-in';
import { history } from '../aws-stand-in';
import { ENVIRONMENTS, type EnvironmentName, type OrderedProgram, OrderedWorld, stageOf } from './ordered-promotion';
import { type Build, NO_IMAGE } from './promotion';
import { generator, shuffled, turns } from './stress';

export interface OrderedSummary {
  commits: number;
  /** Rounds after which an environment had another build than the newest. */
  lost: number;
  /** Commits that gave an environment an older build. */
  backwards: number;
  /** Commits that gave an environment a build that the one before it has never had. */
  outOfOrder: number;
  /** Changes of people that a later commit undid. */
  undone: number;
  conflicts: number;
  failures: string[];
}

/** Many executions at once, round after round: each runs the stages of all environments, while people commit, too. */
export async function orderedStress(
  folder: string, program: OrderedProgram, promoters: number, rounds: number,
): Promise<OrderedSummary> {
  const random = generator(11);
  const world = new OrderedWorld(folder, () => turns(1 + random() * 4), false);
  const summary: OrderedSummary = {
    commits: 0, lost: 0, backwards: 0, outOfOrder: 0, undone: 0, conflicts: 0, failures: [],
  };
  const order = new Map<string, number>([[NO_IMAGE, 0]]);
  const call: Call = (...request) => world.call(...request).catch((error: Error) => {
    summary.conflicts += error.name === 'ParentCommitIdOutdatedException' ? 1 : 0;
    throw error;
  });
  const stage = (name: EnvironmentName, build: Build) => program.promoteInOrder({
    env: world.env(build, stageOf(name)),
    call,
    sleep: (milliseconds) => turns(milliseconds / 50),
    random,
    say: () => undefined,
  });
  const execution = async (build: Build) => {
    for (const name of ENVIRONMENTS) {
      await stage(name, build);
    }
  };

  for (let round = 0; round < rounds; round++) {
    const builds = world.builds(Array.from({ length: promoters }, (_, at) => round * promoters + at + 1));
    builds.forEach(({ digest }) => order.set(digest, order.size));
    const runs = shuffled(builds, random).map((build) =>
      execution(build).catch((error: Error) => { summary.failures.push(error.message); }));
    runs.push(person(world, round, random));
    await Promise.all(runs);
    summary.lost += ENVIRONMENTS.filter((name) => world.digestIn(name) !== builds.at(-1)!.digest).length;
  }
  judge(world, order, summary);
  summary.undone += world.text(world.tip(), 'notes.txt') === String(rounds - 1) ? 0 : 1;
  return summary;
}

/** A person commits a file without an image, and tries again if the branch has moved meanwhile. */
async function person(world: OrderedWorld, round: number, random: () => number): Promise<void> {
  for (;;) {
    const parentCommitId = world.tip();
    await turns(random() * 6);
    if (parentCommitId === world.tip()) {
      world.commit('my-app-config', { 'notes.txt': String(round) });
      return;
    }
  }
}

/** Reads the final history from Git, commit by commit. */
function judge(world: OrderedWorld, order: ReadonlyMap<string, number>, summary: OrderedSummary): void {
  const ids = [...history(world.config, world.tip()!)].reverse();
  const had = ENVIRONMENTS.map(() => new Set<string>([NO_IMAGE]));
  let before = ENVIRONMENTS.map(() => NO_IMAGE);
  for (const id of ids) {
    const now = ENVIRONMENTS.map((name) => world.digestIn(name, id));
    now.forEach((digest, at) => {
      summary.backwards += (order.get(digest) ?? -1) < order.get(before[at])! ? 1 : 0;
      summary.outOfOrder += at > 0 && digest !== before[at] && !had[at - 1].has(digest) ? 1 : 0;
    });
    // What an environment gets in this commit counts only for later ones.
    now.forEach((digest, at) => had[at].add(digest));
    before = now;
  }
  summary.commits = ids.length;
}
