import { ONLY_ENCRYPTED } from './common';
import type { Statement } from './statement';

/** The policy of the bucket of artifacts. */
export function artifacts(): Statement[] {
  return [{
    why: 'Deny all requests that do not use TLS.',
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
      why: 'No condition: EventBridge sends SNS no context that a condition could check, so a condition would drop every message.',
      principal: { service: 'events.amazonaws.com' },
      actions: ['sns:Publish'],
      resources: ['failures'],
    },
    {
      why: 'Deny all requests that do not use TLS.',
      effect: 'Deny',
      principal: 'everyone',
      actions: ['sns:Publish'],
      resources: ['failures'],
      condition: ONLY_ENCRYPTED,
    },
  ];
}
