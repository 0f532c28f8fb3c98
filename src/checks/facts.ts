import { type Answers, answersIn } from './answers';
import { type Server, readServer } from './app/server';
import { type Infrastructure, readInfrastructure } from './iac/infrastructure';
import { type Kustomized, kustomizationsOf } from './kubernetes/kustomize';
import { type Workload, workloadsIn } from './kubernetes/workload';
import type { Pair } from './pair';

/** What several checks read of a pair. */
export interface Facts {
  readonly pair: Pair;
  /** What the tasks of each repository use. */
  readonly answers: { readonly app: Answers; readonly config: Answers };
  readonly server: Server;
  readonly kustomizations: readonly Kustomized[];
  /** Every folder that runs pods. */
  readonly services: ReadonlyArray<Kustomized & { readonly workloads: readonly Workload[] }>;
  readonly infrastructure: Infrastructure;
}

export function factsOf(pair: Pair): Facts {
  const kustomizations = kustomizationsOf(pair);
  const services = kustomizations.map((built) => ({ ...built, workloads: workloadsIn(built.objects, built.value) }));
  return {
    pair,
    answers: { app: answersIn(pair, 'app'), config: answersIn(pair, 'config') },
    server: readServer(pair),
    kustomizations,
    // Where Kustomize changes what these checks cannot follow, the objects may be right.
    services: services.filter(({ workloads, unchecked }) => workloads.length > 0 && unchecked.length === 0),
    infrastructure: readInfrastructure(pair),
  };
}
