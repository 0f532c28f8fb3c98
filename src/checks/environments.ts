import type { Answers } from './answers';
import type { Pair } from './pair';

/** The file with the environments of the tasks, if there are several. */
export const ENVIRONMENTS_FILE = 'scripts/lib/environments.sh';

/** The constants of the tasks for one environment. */
export interface TaskEnvironment {
  readonly name: string;
  /** The file with the constants. */
  readonly file: string;
  readonly application: string;
  readonly namespace: string;
  readonly overlay: string;
  /** The branch that promotions and rollbacks change. */
  readonly branch?: string;
  readonly promotion?: string;
  /** The name of the environment before it. */
  readonly previous?: string;
  /** Its cluster, if environments are in different ones. */
  readonly cluster?: TaskCluster;
}

/** The constants of the tasks for a cluster. */
export interface TaskCluster {
  readonly name: string;
  readonly region: string;
  /** Its eksctl configuration, if the pair creates it. */
  readonly config?: string;
}

/** The environments of the tasks in the config repo: those of `environments`, or the one of `environment`. */
export function environmentsIn(pair: Pair, answersFile: string, answers: Answers): TaskEnvironment[] {
  const text = pair.text(`config/${ENVIRONMENTS_FILE}`);
  if (text === undefined) {
    const { ENVIRONMENT: name, APPLICATION: application, NAMESPACE: namespace } = answers;
    const { OVERLAY: overlay, PROMOTION: promotion, BRANCH, STATE_BRANCH: branch = BRANCH } = answers;
    return [application, namespace, overlay].every((value) => value !== undefined)
      ? [{ name, file: `config/${answersFile}`, application, namespace, overlay, branch, promotion } as TaskEnvironment]
      : [];
  }
  const stateBranch = /^ *STATE_BRANCH=(\S+)$/m.exec(text)?.[1];
  return [...text.matchAll(/^ {4}([a-z0-9-]+)\)\n((?: {6}[A-Z_]+=.*\n)+)/gm)].map(([, name, lines]) => {
    const constants = Object.fromEntries([...lines.matchAll(/([A-Z_]+)=(.*)/g)].map(([, key, value]) => [key, value]));
    return {
      name,
      file: `config/${ENVIRONMENTS_FILE}`,
      application: `${answers.APP_NAME}-${name}`,
      namespace: `${answers.APP_NAME}-${name}`,
      overlay: `k8s/overlays/${name}`,
      branch: stateBranch?.replace('$ENVIRONMENT', name) ?? answers.BRANCH,
      promotion: constants.PROMOTION,
      previous: constants.PREVIOUS || undefined,
      ...constants.CLUSTER !== undefined && {
        cluster: { name: constants.CLUSTER, region: constants.CLUSTER_REGION, config: constants.CLUSTER_CONFIG },
      },
    };
  });
}

/** Whether only people promote to the environment of this overlay. */
export function isManual(folder: string, environments: readonly TaskEnvironment[]): boolean {
  return environments.some(({ overlay, promotion }) => `config/${overlay}` === folder && promotion === 'manual');
}
