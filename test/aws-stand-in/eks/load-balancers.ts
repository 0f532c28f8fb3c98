/** What it needs of the API of a cluster. */
export interface ServicesApi {
  watch(path: string, tell: (event: { readonly type: string; readonly object: any }) => void): unknown;
  patch(path: string, fields: object): Promise<unknown>;
}

/**
 * Gives every Service that asks for a Network Load Balancer an address, as AWS does, and leaves others pending: without
 * one, Argo CD never calls a Service of that type healthy.
 */
export function standInForLoadBalancers(api: ServicesApi): void {
  api.watch('/api/v1/services', ({ type, object }) => {
    const { spec, status, metadata } = object;
    if (
      type === 'DELETED' ||
      spec?.type !== 'LoadBalancer' ||
      status?.loadBalancer?.ingress ||
      metadata.deletionTimestamp
    ) {
      return;
    }
    const byAutoMode = spec.loadBalancerClass === 'eks.amazonaws.com/nlb';
    const byKubernetes =
      !spec.loadBalancerClass && metadata.annotations?.['service.beta.kubernetes.io/aws-load-balancer-type'] === 'nlb';
    if (byAutoMode || byKubernetes) {
      api.patch(`/api/v1/namespaces/${metadata.namespace}/services/${metadata.name}/status`, {
        status: { loadBalancer: { ingress: [{ hostname: `${metadata.name}.${metadata.namespace}.elb.test` }] } },
      }).catch(() => undefined);
    }
  });
}
