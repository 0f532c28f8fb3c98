import { appendFileSync } from 'node:fs';

/** Lets names lead to an address of this machine. Only inside of hermetic.sh, whose hosts file it is. */
export function nameAddress(address: string, names: readonly string[]): void {
  if (process.env.E2E_HERMETIC !== 'true') {
    throw new Error(`Host names can only be given inside of test/e2e/support/hermetic.sh: run "bash test/e2e/support/hermetic.sh COMMAND". Not named: ${names.join(', ')}`);
  }
  appendFileSync('/etc/hosts', `${address} ${names.join(' ')}\n`);
}
