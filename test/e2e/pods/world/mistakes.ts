import type { Answers } from '../../../../src/options/option';
import type { Fault } from '../../cluster/world/faulty';

const DEPLOYMENT = 'k8s/base/deployment.yaml';
const UNKNOWN_DIGEST = `sha256:${'1'.repeat(64)}`;

/** A mistake that only a kubelet sees. */
export interface Mistake extends Fault {
  readonly name: string;
  /** Words that the failure must contain. */
  readonly says: RegExp;
  readonly image?: (image: string, byName: string) => string;
  readonly answers?: Answers;
}

export const MISTAKES: readonly Mistake[] = [
  {
    name: 'root as the user',
    path: DEPLOYMENT,
    right: 'runAsUser: 10001',
    wrong: 'runAsUser: 0',
    says: /container's runAsUser breaks non-root policy/,
  },
  {
    name: 'a user by name',
    path: DEPLOYMENT,
    right: '        runAsUser: 10001\n        runAsGroup: 10001\n',
    wrong: '',
    image: (_, byName) => byName,
    says: /image has non-numeric user \(node\), cannot verify user is non-root/,
  },
  {
    name: 'capabilities',
    path: DEPLOYMENT,
    right: /^ {12}capabilities:\n(?: {13,}.*\n)+/m,
    wrong: '',
    says: /bounding capabilities: 0*[1-9a-f][0-9a-f]* instead of 0+/,
  },
  {
    name: 'more privileges than at the start',
    path: DEPLOYMENT,
    right: 'allowPrivilegeEscalation: false',
    wrong: 'allowPrivilegeEscalation: true',
    says: /no new privileges: 0 instead of 1/,
  },
  {
    name: 'all system calls',
    path: DEPLOYMENT,
    right: 'type: RuntimeDefault',
    wrong: 'type: Unconfined',
    says: /seccomp: 0 instead of 2/,
  },
  {
    name: 'a writable root file system',
    path: DEPLOYMENT,
    right: 'readOnlyRootFilesystem: true',
    wrong: 'readOnlyRootFilesystem: false',
    says: /a write to the root file system: EACCES instead of EROFS/,
  },
  {
    name: 'a token for the Kubernetes API',
    path: DEPLOYMENT,
    right: 'automountServiceAccountToken: false',
    wrong: 'automountServiceAccountToken: true',
    says: /the token of a service account: .*token.* instead of ENOENT/,
  },
  {
    name: 'no limit of memory',
    path: DEPLOYMENT,
    right: '              memory: 128Mi\n',
    wrong: '',
    says: /memory limit: (max|\d{19}) instead of 134217728/,
  },
  {
    name: 'an unknown digest',
    path: DEPLOYMENT,
    right: 'kind: Deployment',
    wrong: 'kind: Deployment',
    image: (image) => image.replace(/sha256:.*/, UNKNOWN_DIGEST),
    says: /failed to pull and unpack image "[^"]*sha256:1+"/,
  },
  {
    name: 'a readiness probe that never succeeds',
    path: DEPLOYMENT,
    right: 'path: /readyz',
    wrong: 'path: /ready',
    says: /Readiness probe failed: HTTP probe failed with statuscode: 404/,
  },
  {
    name: 'a Service for another port',
    path: 'k8s/base/service.yaml',
    right: 'targetPort: http',
    wrong: 'targetPort: 8081',
    says: /the Service answers ECONNREFUSED/,
  },
  {
    name: 'too short a grace period',
    path: DEPLOYMENT,
    right: 'terminationGracePeriodSeconds: 30',
    wrong: 'terminationGracePeriodSeconds: 7',
    says: /the process ended with exit code 137 \(Error\) after SIGTERM/,
  },
  {
    name: 'a budget that blocks every drain',
    path: 'k8s/base/poddisruptionbudget.yaml',
    right: 'maxUnavailable: 1',
    wrong: 'maxUnavailable: 0',
    answers: { replicas: 2 },
    says: /Cannot evict pod as it would violate the pod's disruption budget/,
  },
];
