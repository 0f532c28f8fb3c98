import type { Reader } from './stack';

/** HCL is not read: `terraform validate` checks its references, and a plan shows what differs in the account. */
export const terraform: Reader = {
  isUsed: (pair) => pair.text('app/infra/versions.tf') !== undefined,
  stacks: () => [],
  unchecked: () => [
    'app/infra is checked by Terraform alone: run "npx projen infra:test" and "npx projen infra:plan" in the app repo',
  ],
};
