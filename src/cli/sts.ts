import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** How long AWS may take to name the account, in milliseconds. */
const PATIENCE = 3_000;

/**
 * The account of the current AWS credentials.
 *
 * The SDK runs in a process of its own: it prints warnings, and a `credential_process` that hangs cannot be cancelled.
 */
export function callerAccount(region: string): Promise<string> {
  const posix = process.platform !== 'win32';
  const child = spawn(process.execPath, [join(__dirname, 'account.js'), region], {
    // Its own process group, so that what it started ends with it.
    detached: posix,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const stop = () => endGroup(child, posix);
  process.once('exit', stop);
  return new Promise<string>((done, failed) => {
    const timer = setTimeout(() => {
      stop();
      failed(new Error(`AWS did not answer within ${PATIENCE / 1000} seconds`));
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
    // It has ended already.
  }
}
