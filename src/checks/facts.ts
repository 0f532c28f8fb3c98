import { ANSWERS_FILE, type Answers, answersIn } from './answers';
import { type Server, readServer } from './app/server';
import { type TaskEnvironment, environmentsIn } from './environments';
import { type Infrastructure, readInfrastructure } from './iac/infrastructure';
import { type Kustomized, kustomizationsOf } from './kubernetes/kustomize';
import { type Workload, workloadsIn } from './kubernetes/workload';
import type { Pair } from './pair';

/** Facts of a pair that several checks use. */
export interface Facts {
  readonly pair: Pair;
  /** The constants of each repository's tasks. */
  readonly answers: { readonly app: Answers; readonly config: Answers };
  /** The environments of the tasks in the config repo. */
  readonly environments: readonly TaskEnvironment[];
  readonly server: Server;
  readonly kustomizations: readonly Kustomized[];
  /** Every Kustomization with pods. */
  readonly services: ReadonlyArray<Kustomized & { readonly workloads: readonly Workload[] }>;
  readonly infrastructure: Infrastructure;
}

export function factsOf(pair: Pair): Facts {
  const kustomizations = kustomizationsOf(pair);
  const services = kustomizations.map((built) => ({ ...built, workloads: workloadsIn(built.objects, built.value) }));
  const answers = { app: answersIn(pair, 'app'), config: answersIn(pair, 'config') };
  return {
    pair,
    answers,
    environments: environmentsIn(pair, ANSWERS_FILE, answers.config),
    server: readServer(pair),
    kustomizations,
    // The checks do not support every feature of Kustomize. Objects that use others may be correct.
    services: services.filter(({ workloads, unchecked }) => workloads.length > 0 && unchecked.length === 0),
    infrastructure: readInfrastructure(pair),
  };
}
