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
export function clusterProblems(facts: Facts): Finding[] {
  const { pair, services } = facts;
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
    ...expectedOf(file, facts).flatMap(({ constant, field, expected, where }) => {
      const actual = textAt(value, 'metadata', field);
      return expected === undefined || expected === actual ? [] : [{
        file,
        problem: `metadata.${field} is ${actual}, but the tasks use ${constant} ${expected} (${where}).`,
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

interface Expected {
  readonly constant: string;
  readonly field: 'name' | 'region';
  readonly expected: string | undefined;
  readonly where: string;
}

/** What the tasks expect of an eksctl configuration. They do not read that of a cluster without environments. */
function expectedOf(file: string, { answers: { config }, environments }: Facts): Expected[] {
  if (environments.some(({ cluster }) => cluster !== undefined)) {
    return environments.filter(({ cluster }) => cluster?.config !== undefined && `config/${cluster.config}` === file)
      .flatMap(({ cluster, file: where }) => [
        { constant: 'CLUSTER', field: 'name', expected: cluster?.name, where },
        { constant: 'CLUSTER_REGION', field: 'region', expected: cluster?.region, where },
      ]);
  }
  const where = `config/${ANSWERS_FILE}`;
  return /^config\/cluster\/[^/]*$/.test(file) ? [
    { constant: 'CLUSTER', field: 'name', expected: config.CLUSTER, where },
    { constant: 'REGION', field: 'region', expected: config.REGION, where },
  ] : [];
}

function isEnforced(documents: ReadonlyArray<Readonly<Record<string, unknown>>>): boolean {
  return documents.some((value) => textAt(value, 'metadata', 'name') === 'amazon-vpc-cni'
    && textAt(value, 'data', 'enable-network-policy-controller') === 'true');
}
