import { join } from 'node:path';
import type { Facts, Step } from './step';
import type { UpWorld } from './world';
import type { Place } from '../doctor/subject';
import type { PairRepo } from '../options/repo';
import { gitEnvironment } from '../project/git-environment';

/** Facts that are known without a script of the repository. */
const OWN = ['packages', 'written'];

/** Whether a step has nothing left to do, by what exists now. */
export async function isStepDone(world: UpWorld, place: Place, step: Step): Promise<boolean> {
  return step.facts.length > 0 && step.isDone(await factsFor(world, place, step));
}

/** The facts of several steps, with one look at each repository. Returns those that one step may read. */
export async function factsOfSteps(
  world: UpWorld,
  place: Place,
  steps: readonly Step[],
): Promise<(step: Step) => Facts> {
  const groups = new Map(steps.map((step) => [groupOf(step), step]));
  const looks = await Promise.all(
    [...groups].map(async ([group, { repo, environment }]) => {
      const facts = new Set(steps.filter((step) => groupOf(step) === group).flatMap((step) => step.facts));
      const asked = [...facts].filter((fact) => !OWN.includes(fact));
      return [group, asked.length > 0 ? await look(world, place, repo, asked, environment) : {}] as const;
    }),
  );
  const own = await Promise.all(
    steps.map(async (step) => {
      const facts = step.facts.filter((fact) => OWN.includes(fact));
      return [step.id, await factsFor(world, place, { ...step, facts })] as const;
    }),
  );
  return (step) => ({ ...Object.fromEntries(looks)[groupOf(step)], ...Object.fromEntries(own)[step.id] });
}

/** Steps with one look. */
function groupOf({ repo, environment = '' }: Step): string {
  return `${repo} ${environment}`;
}

async function factsFor(world: UpWorld, place: Place, { repo, facts, written, environment }: Step): Promise<Facts> {
  const asked = facts.filter((fact) => !OWN.includes(fact));
  return {
    ...(facts.includes('packages') && {
      packages: world.isInstalled(place.folders[repo]) ? 'installed' : 'missing',
    }),
    ...(facts.includes('written') && {
      written: (await uncommitted(world, place.folders[repo], written?.paths ?? [])).length > 0 ? 'changed' : 'committed',
    }),
    ...(asked.length > 0 && await look(world, place, repo, asked, environment)),
  };
}

/** Facts of a repository, which its own script finds out. Unknown ones are missing. */
export async function look(
  world: UpWorld, place: Place, repo: PairRepo, facts: readonly string[], environment?: string,
): Promise<Facts> {
  const script = join(place.folders[repo], 'scripts', 'pair', 'state.sh');
  const { stdout } = await world.run('bash', ['-p', script, ...facts, ...environment === undefined ? [] : ['--env', environment]]);
  return Object.fromEntries([...stdout.matchAll(/^([a-z]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
}

/** Those of the paths that Git has to commit. */
export async function uncommitted(world: UpWorld, folder: string, paths: readonly string[]): Promise<string[]> {
  const { code, stdout } = await world.run(
    'git',
    ['-C', folder, 'status', '--porcelain', '--untracked-files=all', '--', ...paths],
    gitEnvironment(world.env),
  );
  return code === 0 ? stdout.split('\n').filter((line) => line !== '').map((line) => line.slice(3)) : [];
}
