/** The required operations of a Kubernetes API. */
export interface ServicesApi {
  watch(path: string, tell: (event: { readonly type: string; readonly object: any }) => void): unknown;
  patch(path: string, fields: object): Promise<unknown>;
}

/**
 * Adds an address to each Service that requests a Network Load Balancer, as AWS does. Argo CD reports such a Service as
 * healthy only with an address. Other Services stay pending.
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
