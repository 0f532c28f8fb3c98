import { podsIn } from './pods';
import { rightsProblems } from './rights';
import { type Service, untilServed } from './service';
import { terminationProblems } from './termination';
import { api } from './with-pods';
import type { Patience } from '../../../support/machine/until';

/**
 * The whole test of the pods of a service, from the pull of an image to the end of a pod. Throws with the problem.
 *
 * @param patience the limit for pods to become ready and to serve
 */
export function prove(service: Service, image: string, patience?: Patience): Promise<void> {
  return service.during(async () => {
    await service.apply(image);
    await service.untilSettled(patience);
    await untilServed(await service.urls(), patience);
    throwIfAny(await rightsProblems(service));
    throwIfAny(await evictionProblems(service));
    throwIfAny(await terminationProblems(service));
  });
}

/** Whether the PodDisruptionBudget would let a drain evict a pod. */
async function evictionProblems({ namespace }: Service): Promise<string[]> {
  const [{ metadata: { name } }] = await podsIn(namespace);
  const eviction = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, namespace },
    deleteOptions: { dryRun: ['All'] },
  };
  return api.create(`/api/v1/namespaces/${namespace}/pods/${name}/eviction`, eviction).then(
    () => [], (error: Error) => [error.message],
  );
}

function throwIfAny(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(problems.join('\n'));
  }
}
