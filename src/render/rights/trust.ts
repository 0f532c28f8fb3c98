import type { Principal, Statement } from './statement';

/** Who may take on a role: one service, for this account. */
export function trust(principal: Principal): Statement[] {
  return [{
    principal,
    actions: ['sts:AssumeRole'],
    condition: { StringEquals: { 'aws:SourceAccount': { value: 'account' } } },
  }];
}
