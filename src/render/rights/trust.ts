import type { Principal, Statement } from './statement';

/** Allows one service to assume a role, on behalf of this account only. */
export function trust(principal: Principal): Statement[] {
  return [{
    principal,
    actions: ['sts:AssumeRole'],
    condition: { StringEquals: { 'aws:SourceAccount': { value: 'account' } } },
  }];
}
