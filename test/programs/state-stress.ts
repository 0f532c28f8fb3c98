import { type Call, readCommit } from '../aws-stand-in';
import { type Build, NO_IMAGE, type PromoteProgram } from './promotion';
import { type EnvironmentName, fileOf, stageOf, StateWorld } from './state-promotion';
import { generator, shuffled, turns } from './stress';

export interface StateSummary {
  /** Commits of all state branches. */
  commits: number;
  /** Rounds after which an environment had another commit than the newest. */
  lost: number;
  /** Promotions of an older commit than the one before. */
  backwards: number;
  /** Promotions of a commit that the environment before has never had. */
  outOfOrder: number;
  /** Commits of a state branch whose files below k8s differ from those of their source commit with the digest. */
  mixed: number;
  /** Commits of a state branch that do not follow exactly one earlier state. */
  forked: number;
  /** Changes of main that no person has made. */
  moved: number;
  conflicts: number;
  failures: string[];
}

/** Wraps the calls of one promotion, to show that the stress test would find a defect. */
export type StateDefect = (call: Call, world: StateWorld) => Call;

export interface StateStress {
  readonly environments: readonly EnvironmentName[];
  readonly promoters: number;
  readonly rounds: number;
  readonly defect?: StateDefect;
}

/** Many executions at once, round after round: each runs the stages of all environments, while people commit. */
export async function stateStress(
  folder: string, program: PromoteProgram, { environments, promoters, rounds, defect = (call) => call }: StateStress,
): Promise<StateSummary> {
  const random = generator(13);
  const world = new StateWorld(folder, () => turns(1 + random() * 4), false);
  const summary: StateSummary = {
    commits: 0, lost: 0, backwards: 0, outOfOrder: 0, mixed: 0, forked: 0, moved: 0, conflicts: 0, failures: [],
  };
  const order = new Map<string, number>();
  const call: Call = (...request) => world.call(...request).catch((error: Error) => {
    summary.conflicts += /^(ParentCommitIdOutdated|BranchNameExists)Exception$/.test(error.name) ? 1 : 0;
    throw error;
  });
  const execution = async (build: Build) => {
    for (const name of environments) {
      await program.promote({
        env: world.env(build, stageOf(name)),
        call: defect(call, world),
        sleep: (milliseconds) => turns(milliseconds / 50),
        random,
        say: () => undefined,
      });
    }
  };

  for (let round = 0; round < rounds; round++) {
    const builds = Array.from({ length: promoters }, (_, at) => nextBuild(world, round * promoters + at + 1));
    builds.forEach(({ commit }) => order.set(commit, order.size));
    const runs = shuffled(builds, random).map((one) =>
      execution(one).catch((error: Error) => { summary.failures.push(error.message); }));
    let expected = world.tip()!;
    runs.push(turns(random() * 200).then(() => {
      summary.moved += world.tip() === expected ? 0 : 1;
      expected = world.source({ 'notes.txt': String(round) });
    }));
    await Promise.all(runs);
    summary.moved += world.tip() === expected ? 0 : 1;
    const newest = builds.at(-1)!;
    summary.lost += environments.filter((name) => {
      const tip = world.tip(`deploy/${name}`);
      return !tip || sourceOf(world, tip) !== newest.commit || !world.text(tip, fileOf(name)).includes(newest.digest);
    }).length;
  }
  judge(world, environments, order, summary);
  return summary;
}

/** Every build changes one manifest. Most also add one or delete an earlier one. */
function nextBuild(world: StateWorld, number: number): Build {
  const path = `k8s/base/part-${number % 7}.yaml`;
  const exists = world.files(world.tip()!).has(path);
  return world.build(number, {
    'k8s/base/deployment.yaml': String(number),
    ...number % 3 > 0 && { [path]: exists ? undefined : String(number) },
  });
}

function sourceOf(world: StateWorld, state: string): string | undefined {
  return /^Commit ([0-9a-f]{40}) of my-app$/m.exec(readCommit(world.repository, state)!.message)?.[1];
}

/** Reads the final history from Git, commit by commit. */
function judge(
  world: StateWorld,
  environments: readonly EnvironmentName[],
  order: ReadonlyMap<string, number>,
  summary: StateSummary,
): void {
  /** When the environment before had a commit for the first time. */
  let before: Map<string, number> | undefined;
  for (const name of environments) {
    const had = new Map<string, number>();
    let [place, previous]: [number, string | undefined] = [-1, undefined];
    for (const state of world.states(name)) {
      const { parents, author } = readCommit(world.repository, state)!;
      const source = sourceOf(world, state) ?? '';
      const [now, time] = [order.get(source) ?? -1, Number(author.date.split(' ')[0])];
      summary.commits++;
      summary.forked += parents.length === 1 && parents[0] === (previous ?? source) ? 0 : 1;
      summary.backwards += now < place ? 1 : 0;
      summary.outOfOrder += before && !((before.get(source) ?? Infinity) < time) ? 1 : 0;
      const isMixed = world.differences(name, state).length > 0 || world.text(state, fileOf(name)).includes(NO_IMAGE);
      summary.mixed += isMixed ? 1 : 0;
      had.set(source, Math.min(time, had.get(source) ?? Infinity));
      [place, previous] = [now, state];
    }
    before = had;
  }
}
