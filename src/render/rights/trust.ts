import type { Principal, Statement } from './statement';

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
