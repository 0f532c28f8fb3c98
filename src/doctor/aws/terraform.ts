import { join } from 'node:path';
import { InfrastructureAsCode } from '../../options/enums';
import { type Result, notChecked, ok, problem } from '../result';
import { type Subject, inRepo } from '../subject';

/** The parts of the infrastructure, by the task that deploys them. */
const TASKS: Readonly<Record<string, string>> = {
  repositories: 'repos:deploy', pipeline: 'pipeline:deploy', capability: 'argocd:deploy',
};

/** The state of each part: `none`, `current`, `outdated` or `partial`. */
type PartStates = { readonly states: Readonly<Record<string, string>>; readonly problem?: string };

/** Two plans at once would initialize one folder twice. */
const known = new WeakMap<Subject, Promise<PartStates>>();

export function usesTerraform({ options }: Subject): boolean {
  return options.iac === InfrastructureAsCode.TERRAFORM;
}

/** What the pair's own task reports of its infrastructure. It only reads. */
function partStates(subject: Subject): Promise<PartStates> {
  const states = known.get(subject) ?? lookAtParts(subject);
  known.set(subject, states);
  return states;
}

async function lookAtParts({ world, folders, options }: Subject): Promise<PartStates> {
  const parts = Object.keys(TASKS).filter(
    (part) => part !== 'capability' || (options.engine === 'argocd-managed' && options.cluster === 'existing'),
  );
  const { code, stdout, stderr } = await world.run(
    'bash', ['-p', join(folders.app, 'scripts', 'pair', 'state.sh'), ...parts],
  );
  const states = Object.fromEntries([...stdout.matchAll(/^([a-z]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
  const error = stderr.split('\n').find((line) => line.trim() !== '');
  return code === 0 ? { states } : { states, problem: error ?? 'scripts/pair/state.sh failed' };
}

/** Compares the deployed resources with `infra/`, by a plan. */
export async function moduleResults(subject: Subject): Promise<Result[]> {
  const { states, problem: error } = await partStates(subject);
  const results = Object.entries(states).map(([part, state]): Result => {
    const task = inRepo(subject, 'app', `npx projen ${TASKS[part]}`);
    switch (state) {
      case 'current':
        return ok('stacks', `The deployed resources of the part "${part}" match infra/.`);
      case 'none':
        return notChecked('stacks', `The part "${part}" of infra/ is not deployed.`, task);
      default:
        return problem(
          'stacks', part, 'The deployed resources differ from infra/.',
          `${inRepo(subject, 'app', 'npx projen infra:plan')} shows the differences; ${task} applies them`,
        );
    }
  });
  return error === undefined
    ? results
    : [...results, notChecked('stacks', `The deployed resources were not compared with infra/: ${error}`)];
}

/** The parts that are not deployed; none if that is unknown. */
export async function missingParts(subject: Subject): Promise<string[]> {
  const { states } = await partStates(subject);
  return Object.keys(states).filter((part) => states[part] === 'none');
}
