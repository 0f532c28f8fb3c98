import type { Pair } from './pair';
import type { ActionExecution, Build, BusEvent, Execution, World } from '../../aws-stand-in';

/** The action at which an execution failed. Throws if it succeeded. */
export function failureOf(execution: Execution): ActionExecution {
  const failed = execution.actions.find(({ status }) => status === 'Failed');
  if (!failed) {
    throw new Error(
      `The execution was to fail and has succeeded. Its last log:\n${execution.actions.slice(-1)[0].build?.log ?? ''}`,
    );
  }
  return failed;
}

/** Throws with the log if an execution failed. */
export function mustSucceed(execution: Execution): Execution {
  const failed = execution.actions.find(({ status }) => status === 'Failed');
  if (failed) {
    throw new Error(
      `The stage ${failed.stage} has failed: ${failed.problem}\n${failed.build?.log.slice(-4_000) ?? ''}`,
    );
  }
  return execution;
}

/**
 * The output of a build's last command. The log before it shows each command, and so the whole source of the stack's
 * programs.
 */
export function lastWords(build: Build | undefined): string {
  return build?.log.split('[Container] Running command ').slice(-1)[0] ?? '';
}

/** Runs the pipeline to its end, with the newest commit. */
export function execute(world: World, pipeline: string): Promise<Execution> {
  return world.pipelines.start(pipeline).ended;
}

/** The visible outcome of an event: which rule did not fire and why, which stage failed and how its log ends. */
export async function accountOf(world: World, event: BusEvent): Promise<string> {
  try {
    const deliveries = await world.bus.deliver(event);
    if (deliveries.length === 0) {
      return `no rule fires:\n${await world.bus.explain(event)}`;
    }
    const { actions, status } = deliveries[0].result as Execution;
    const { stage, problem, build } = actions.slice(-1)[0];
    return `${stage} ${status}: ${problem}\n${lastWords(build)}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Whether only the promotion may make a call: in a pair, those about the config repo; in one repository, changes. */
export function isOfPromotion(
  { options, configName }: Pick<Pair, 'options' | 'configName'>, { service, operation, input }: World['calls'][number],
): boolean {
  return options.layout === 'single'
    ? service === 'codecommit' && /^(Create|Delete|Merge|Put|Update|GitPush)/.test(operation)
    : JSON.stringify(input).includes(configName);
}
