import type { KubernetesApi } from './kubernetes-api';
import type { ClusterPair } from './pair';

/** The verdicts of Pod Security on a privileged pod beside the pair's own, and on another one like the pair's own. */
export async function podSecurity(api: KubernetesApi, pair: ClusterPair): Promise<Readonly<Record<'privileged' | 'ours', string>>> {
  const pods = `/api/v1/namespaces/${pair.names.namespace}/pods`;
  const ours = (await api.list(pods))[0];
  const verdictOn = async (securityContext: object) => {
    const { containers: [container], securityContext: ofPod } = ours.spec;
    const spec = { containers: [{ ...container, securityContext }], securityContext: ofPod };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'another' }, spec };
    return api.create(pods, pod).then(() => 'admitted', (error: Error) => error.message);
  };
  const verdicts = {
    privileged: await verdictOn({ privileged: true }),
    ours: await verdictOn(ours.spec.containers[0].securityContext),
  };
  await api.delete(`${pods}/another`);
  return verdicts;
}
