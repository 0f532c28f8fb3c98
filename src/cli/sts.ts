import { join } from 'node:path';
import { lookUp } from './look-up';

/**
 * Returns the account ID of the current AWS credentials. Throws if there are none or AWS does not respond in time.
 *
 * The SDK runs in a child process: it prints warnings, and a hanging `credential_process` cannot be cancelled.
 */
export function callerAccount(region: string): Promise<string> {
  return lookUp(process.execPath, [join(__dirname, 'account.js'), region]);
}
