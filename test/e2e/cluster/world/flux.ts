import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accepts } from './argocd';
import type { ControlPlane } from './control-plane';
import type { KubernetesApi } from './kubernetes-api';
import { startService } from '../../../support/machine/processes';
import type { Engines } from '../../engines/engines';

/** Where both controllers say that they are ready. */
export const FLUX_PORTS = [9440, 9441] as const;

const POLICIES = '/apis/admissionregistration.k8s.io/v1';

/**
 * Starts Flux's real source-controller and kustomize-controller, beside the pods of that name, which are KWOK's and do
 * nothing. Its objects and definitions are those that `flux:install` made.
 *
 * @param identity the variables of EKS Pod Identity
 */
export async function startFlux(
  engines: Engines, { api }: ControlPlane, state: string, trust: NodeJS.ProcessEnv, identity: NodeJS.ProcessEnv,
): Promise<void> {
  const data = join(state, 'flux-data');
  mkdirSync(data, { recursive: true });
  // The definitions come with the Deployments, and take a moment.
  while (!await api.get('/apis/kustomize.toolkit.fluxcd.io/v1') || !await api.get('/apis/source.toolkit.fluxcd.io/v1')) {
    await sleep(200);
  }
  await pollOften(api);
  const { AWS_CA_BUNDLE: _, ...trusted } = trust;
  const env = {
    ...process.env,
    ...trusted,
    PATH: `${engines.path}:${process.env.PATH}`,
    HOME: state,
    AWS_REGION: 'us-east-1',
    RUNTIME_NAMESPACE: 'flux-system',
    KUBECONFIG: join(state, 'administrator.kubeconfig'),
  };
  const start = (name: string, port: number, args: string[], more: NodeJS.ProcessEnv = {}) =>
    startService({
      name,
      command: [join(engines.fluxControllers, name), '--metrics-addr', '127.0.0.1:0', '--health-addr', `127.0.0.1:${port}`, ...args],
      env: { ...env, ...more },
      cwd: state,
      logs: join(state, 'logs'),
      ready: () => accepts(port),
    });
  await Promise.all([
    start(
      'source-controller', FLUX_PORTS[0],
      ['--storage-path', data, '--storage-addr', '127.0.0.1:9790', '--storage-adv-addr', '127.0.0.1:9790', '--concurrent', '10'],
      identity,
    ),
    start('kustomize-controller', FLUX_PORTS[1], ['--concurrent', '10']),
  ]);
}

/** Turns an interval of a minute into one of a few seconds: the only setting that differs from the manifests. */
async function pollOften(api: KubernetesApi): Promise<void> {
  const name = 'poll-often';
  await api.create(`${POLICIES}/mutatingadmissionpolicies`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      reinvocationPolicy: 'Never',
      matchConstraints: {
        resourceRules: [{
          apiGroups: ['source.toolkit.fluxcd.io', 'kustomize.toolkit.fluxcd.io'],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['gitrepositories', 'kustomizations'],
        }],
      },
      matchConditions: [{ name: 'minute', expression: 'object.spec.interval in [\'1m\', \'60s\']' }],
      mutations: [{
        patchType: 'JSONPatch',
        jsonPatch: { expression: '[JSONPatch{op: "replace", path: "/spec/interval", value: "5s"}]' },
      }],
    },
  });
  await api.create(`${POLICIES}/mutatingadmissionpolicybindings`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name },
  });
}
