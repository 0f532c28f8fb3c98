import { ONLY_ENCRYPTED } from './common';
import type { Statement } from './statement';

/** The policy of the bucket of artifacts. */
export function artifacts(): Statement[] {
  return [{
    why: 'Nobody, whatever their rights, reads or writes without encryption on the way.',
    effect: 'Deny',
    principal: 'everyone',
    actions: ['s3:*'],
    resources: ['artifacts', 'artifactObjects'],
    condition: ONLY_ENCRYPTED,
  }];
}

/** The policy of the topic of failures. */
export function failures(): Statement[] {
  return [
    {
      why: 'No condition: EventBridge gives SNS no context to ask for, and a condition would drop every message.',
      principal: { service: 'events.amazonaws.com' },
      actions: ['sns:Publish'],
      resources: ['failures'],
    },
    {
      why: 'Nobody writes without encryption on the way.',
      effect: 'Deny',
      principal: 'everyone',
      actions: ['sns:Publish'],
      resources: ['failures'],
      condition: ONLY_ENCRYPTED,
    },
  ];
}
