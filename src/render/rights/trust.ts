import type { Principal, Statement } from './statement';

/**
 * Allows EKS Pod Identity to give a role to the pods of one service account, on behalf of this account only. EKS sends
 * their namespace and service account as session tags. Source: the EKS user guide, "Create IAM role with trust policy
 * required by EKS Pod Identity".
 */
export function podTrust({ namespace, serviceAccount }: Readonly<Record<'namespace' | 'serviceAccount', string>>): Statement[] {
  return [{
    principal: { service: 'pods.eks.amazonaws.com' },
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    condition: {
      StringEquals: {
        'aws:SourceAccount': { value: 'account' },
        'aws:RequestTag/kubernetes-namespace': namespace,
        'aws:RequestTag/kubernetes-service-account': serviceAccount,
      },
    },
  }];
}

/**
 * Allows EKS to assume the role of a capability. AWS' guide requires both actions and has no condition; whether EKS
 * sends the keys of one is not documented.
 */
export function capabilityTrust(): Statement[] {
  return [{
    principal: { service: 'capabilities.eks.amazonaws.com' },
    actions: ['sts:AssumeRole', 'sts:TagSession'],
  }];
}

/** Allows one service to assume a role, on behalf of this account only. */
export function trust(principal: Principal): Statement[] {
  return [{
    principal,
    actions: ['sts:AssumeRole'],
    condition: { StringEquals: { 'aws:SourceAccount': { value: 'account' } } },
  }];
}
