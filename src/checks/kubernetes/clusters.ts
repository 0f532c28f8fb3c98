import type { TaskCluster, TaskEnvironment } from '../environments';
import type { Facts } from '../facts';
import { at, fieldsAt, isFields, listAt, textAt } from '../fields';
import type { Finding } from '../finding';
import type { ObjectAt } from './object';

type Placed = TaskEnvironment & { readonly cluster: TaskCluster };

/** The API server that a GitOps engine runs in. */
const IN_CLUSTER = 'https://kubernetes.default.svc';

/** Compares the clusters of several environments with the answers, and with what their GitOps engines apply to. */
export function environmentClusterProblems(facts: Facts): Finding[] {
  const own = facts.environments.filter(
    (environment): environment is Placed => environment.cluster !== undefined,
  );
  return own.length === 0 ? [] : [
    ...own.flatMap((environment) => [
      ...configProblems(environment, facts), ...answerProblems(environment, facts),
      ...own.filter(({ cluster: { name, region } }) =>
        name === environment.cluster.name && region < environment.cluster.region).map((other) => ({
        file: environment.file,
        problem: `The cluster ${other.cluster.name} is in ${other.cluster.region} for ${other.name}, `
          + `and in ${environment.cluster.region} for ${environment.name}.`,
        fix: 'Use one CLUSTER_REGION for each CLUSTER.',
      })),
    ]),
    ...facts.kustomizations.flatMap(({ objects }) => objects).flatMap(destinationProblems),
  ];
}

function configProblems({ name, file, cluster: { config } }: Placed, { pair }: Facts): Finding[] {
  return config === undefined || pair.text(`config/${config}`) !== undefined ? [] : [{
    file,
    problem: `CLUSTER_CONFIG of ${name} is ${config}, which does not exist.`,
    fix: 'Set it to the eksctl configuration of the cluster.',
  }];
}

/** A task with a wrong context would change another environment. */
function answerProblems({ name, file, cluster }: Placed, { pair }: Facts): Finding[] {
  // Both repositories have the same answers.
  const [source = ''] = pair.names(/^(app|config)\/\.projenrc\.json$/).reverse();
  const [answers] = pair.documents(source).filter(isFields);
  const environment = listAt(answers, 'environments').find((one) => one.name === name);
  const pairCluster = textAt(answers, 'clusterName') ?? textAt(answers, 'appName');
  const expected = {
    CLUSTER: [cluster.name, textAt(environment, 'clusterName') ?? pairCluster],
    CLUSTER_REGION: [cluster.region, textAt(environment, 'region') ?? textAt(answers, 'region')],
  };
  return Object.entries(expected).filter(([, [is, answer]]) => answer !== undefined && answer !== is)
    .map(([constant, [is, answer]]) => ({
      file,
      problem: `${constant} of ${name} is ${is}, but ${answer} in ${source}.`,
      fix: 'Use the same value in both places.',
    }));
}

/** Each cluster has an engine of its own, so an application in another cluster than its engine is a mistake. */
function destinationProblems({ file, kind, name, value }: ObjectAt): Finding[] {
  const { server, name: registered } = fieldsAt(value, 'spec', 'destination');
  const isElsewhere = kind === 'Application'
    ? server !== IN_CLUSTER && registered !== 'in-cluster'
    : textAt(value, 'apiVersion')?.startsWith('kustomize.toolkit.fluxcd.io/') && at(value, 'spec', 'kubeConfig') !== undefined;
  return isElsewhere ? [{
    file,
    problem: kind === 'Application'
      ? `Application ${name}: destination is ${String(server ?? registered)}, but each cluster of this pair has its own Argo CD, which deploys to ${IN_CLUSTER}.`
      : `Kustomization ${name}: kubeConfig selects another cluster, but each cluster of this pair has its own Flux.`,
    fix: 'Select the cluster with clusterName of the environment in .projenrc.json.',
  }] : [];
}
