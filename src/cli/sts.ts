import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** The time limit for the response of AWS, in milliseconds. */
const PATIENCE = 3_000;

/**
 * Returns the account ID of the current AWS credentials. Throws if there are none or AWS does not respond in time.
 *
 * The SDK runs in a child process: it prints warnings, and a hanging `credential_process` cannot be cancelled.
 */
export function callerAccount(region: string): Promise<string> {
  const posix = process.platform !== 'win32';
  const child = spawn(process.execPath, [join(__dirname, 'account.js'), region], {
    // In its own process group, so that `endGroup` also ends its children.
    detached: posix,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const stop = () => endGroup(child, posix);
  process.once('exit', stop);
  return new Promise<string>((done, failed) => {
    const timer = setTimeout(() => {
      stop();
      failed(new Error(`AWS did not respond within ${PATIENCE / 1000} seconds`));
    }, PATIENCE);
    let [account, reason] = ['', ''];
    child.stdout?.on('data', (data) => { account += data; });
    child.stderr?.on('data', (data) => { reason += data; });
    child.on('error', failed);
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('exit', stop);
      if (code === 0) {
        done(account);
      } else {
        failed(new Error(reason.trim().split('\n').pop()));
      }
    });
  });
}

function endGroup(child: ChildProcess, posix: boolean): void {
  try {
    process.kill(posix ? -Number(child.pid) : Number(child.pid), 'SIGKILL');
  } catch {
    // The process has already exited.
  }
}
