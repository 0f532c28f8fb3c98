import { setImmediate as turn } from 'node:timers/promises';
import { Call, history, readCommit, ServiceError } from '../aws-stand-in';
import { FILE, overlay, Promotion, PromoteProgram, World } from './promotion';

export interface Summary {
  commits: number;
  /** Lost updates: promotions or human changes that a later commit undid. */
  lostUpdates: number;
  /** Commits that deployed an older build than the commit before. */
  rollbacks: number;
  /** Rounds after which another build than the newest was deployed. */
  notNewest: number;
  conflicts: number;
  failures: string[];
}

/** Wraps the calls of one promotion, to show that the stress test would find a defect. */
export type Defect = (call: Call, world: World) => Call;

/** Many promotions at once, round after round, while a human changes the same file and another one. */
export async function stress(
  folder: string,
  program: PromoteProgram,
  promoters: number,
  rounds: number,
  defect: Defect = (call) => call,
): Promise<Summary> {
  const random = generator(7);
  const world = new World(folder, () => turns(1 + random() * 4), false);
  const summary: Summary = { commits: 0, lostUpdates: 0, rollbacks: 0, notNewest: 0, conflicts: 0, failures: [] };
  const order = new Map<string, number>();
  const call: Call = (...request) => world.call(...request).catch((error: Error) => {
    summary.conflicts += error.name === 'ParentCommitIdOutdatedException' ? 1 : 0;
    throw error;
  });
  world.commit('my-app-config', { [FILE]: overlay(), 'notes.txt': '0' });

  let humans = 0;
  for (let round = 0; round < rounds; round++) {
    const builds = world.builds(Array.from({ length: promoters }, (_, at) => round * promoters + at + 1));
    builds.forEach(({ digest }) => order.set(digest, order.size + 1));
    const runs = shuffled(builds, random).map((build) => program.promote({
      env: world.env(build),
      call: defect(call, world),
      sleep: (milliseconds) => turns(milliseconds / 50),
      random,
      say: () => undefined,
    } satisfies Promotion).catch((error: Error) => summary.failures.push(error.message)));
    runs.push(human(world, ++humans, random));
    await Promise.all(runs);
    summary.notNewest += world.text().includes(builds.at(-1)!.digest) ? 0 : 1;
  }
  judge(world, order, humans, summary);
  return summary;
}

/** Far more than needed against some dozens of promotions. */
const MOST_TRIES = 1_000;

/** Increments a number in each of two files, retrying on concurrent commits. */
export async function human(world: World, number: number, random: () => number): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const parentCommitId = world.tip();
    const text = world.text().replace(/count: \d+/, `count: ${number}`);
    await turns(random() * 6);
    try {
      const putFiles = [
        [FILE, text],
        ['notes.txt', String(number)],
      ].map(([filePath, content]) => ({ filePath, fileContent: Buffer.from(content).toString('base64') }));
      world.codecommit.answer('CreateCommit', {
        repositoryName: 'my-app-config', branchName: 'main', parentCommitId, putFiles, commitMessage: `human ${number}`,
      });
      return number;
    } catch (error) {
      if (!(error instanceof ServiceError)) {
        throw error;
      }
    }
  }
  throw new Error(`human ${number} lost ${MOST_TRIES} races in a row`);
}

/** Reads the final history from Git, commit by commit. */
function judge(world: World, order: ReadonlyMap<string, number>, humans: number, summary: Summary): void {
  const ids = [...history(world.config, world.tip()!)].reverse();
  let [deployed, count] = [0, 2];
  for (const id of ids) {
    const { message } = readCommit(world.config, id)!;
    const text = world.text(id);
    const now = order.get(/digest: (\S+)/.exec(text)![1]) ?? 0;
    const counted = Number(/count: (\d+)/.exec(text)![1]);
    const byHuman = message.startsWith('human');
    summary.rollbacks += now < deployed ? 1 : 0;
    // Each may change its own line only.
    summary.lostUpdates += (byHuman ? now !== deployed : id !== ids[0] && counted !== count) ? 1 : 0;
    [deployed, count] = [now, counted];
  }
  summary.commits = ids.length;
  summary.lostUpdates += world.text(world.tip(), 'notes.txt') === String(humans) && count === humans ? 0 : 1;
}

/** Yields a few times. */
export async function turns(number: number): Promise<void> {
  for (let left = Math.floor(number); left > 0; left--) {
    await turn();
  }
}

// The same numbers each time, so that a failure is reproducible.
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

export function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all.map((one) => [random(), one] as const).sort(([one], [other]) => one - other).map(([, one]) => one);
}
