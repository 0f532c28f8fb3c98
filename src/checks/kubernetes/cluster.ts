import { ANSWERS_FILE } from '../answers';
import type { Facts } from '../facts';
import { at, isFields, textAt } from '../fields';
import type { Finding } from '../finding';

/** The task that reads the eksctl configuration. */
const CREATE = 'config/scripts/cluster/create.sh';

/**
 * Compares the eksctl configuration with the tasks and the manifests. A pair for an existing cluster may still have the
 * configuration of an earlier answer, which no task reads.
 */
export function clusterProblems({ pair, answers, services }: Facts): Finding[] {
  if (pair.text(CREATE) === undefined) {
    return [];
  }
  const documents = pair.names(/^config\/cluster\/.*\.ya?ml$/).flatMap((file) =>
    pair
      .documents(file)
      .filter(isFields)
      .map((value) => ({ file, value })),
  );
  const clusters = documents.filter(({ value }) => value.kind === 'ClusterConfig');
  const policies = services.flatMap(({ objects }) => objects).filter(({ kind }) => kind === 'NetworkPolicy');
  return clusters.flatMap(({ file, value }) => [
    ...([['CLUSTER', 'name'], ['REGION', 'region']] as const).flatMap(([constant, field]) => {
      const [expected, actual] = [answers.config[constant], textAt(value, 'metadata', field)];
      return expected === undefined || expected === actual ? [] : [{
        file,
        problem: `metadata.${field} is ${actual}, but the tasks use ${constant} ${expected} (config/${ANSWERS_FILE}).`,
        fix: 'Use the same value in both places.',
      }];
    }),
    ...at(value, 'autoModeConfig', 'enabled') !== true || policies.length === 0 || isEnforced(documents.map((each) => each.value)) ? [] : [{
      file: policies[0].file,
      problem: `NetworkPolicy ${policies[0].name} has no effect: no file in config/cluster enables the network policy controller of EKS Auto Mode.`,
      fix: 'Set enable-network-policy-controller to "true" in the ConfigMap amazon-vpc-cni of kube-system.',
    }],
  ]);
}

function isEnforced(documents: ReadonlyArray<Readonly<Record<string, unknown>>>): boolean {
  return documents.some((value) => textAt(value, 'metadata', 'name') === 'amazon-vpc-cni'
    && textAt(value, 'data', 'enable-network-policy-controller') === 'true');
}
