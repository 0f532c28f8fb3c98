import { appendFileSync } from 'node:fs';

/** Maps host names to an address of this machine, in hermetic.sh's hosts file. */
export function nameAddress(address: string, names: readonly string[]): void {
  if (process.env.E2E_HERMETIC !== 'true') {
    throw new Error(
      `Host names can only be given inside of test/e2e/support/hermetic.sh: run "bash test/e2e/support/hermetic.sh COMMAND". Not named: ${names.join(', ')}`,
    );
  }
  appendFileSync('/etc/hosts', `${address} ${names.join(' ')}\n`);
}
