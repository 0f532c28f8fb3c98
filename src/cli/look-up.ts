import { type ChildProcess, spawn } from 'node:child_process';

/** The time limit for the response of AWS, in milliseconds. */
const PATIENCE = 3_000;

/**
 * Returns the output of a program that asks AWS. Throws if it fails, if it is not installed, or if AWS does not respond
 * in time.
 */
export function lookUp(program: string, args: readonly string[]): Promise<string> {
  const posix = process.platform !== 'win32';
  const child = spawn(program, args, {
    // Without this, AWS' programs query the EC2 instance metadata service, which takes seconds on any other machine.
    env: { AWS_EC2_METADATA_DISABLED: 'true', ...process.env },
    // In its own process group, so that `endGroup` also ends its children, such as a hanging `credential_process`.
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
    const end = () => {
      clearTimeout(timer);
      process.off('exit', stop);
    };
    let [output, reason] = ['', ''];
    child.stdout?.on('data', (data) => { output += data; });
    child.stderr?.on('data', (data) => { reason += data; });
    child.on('error', (error: NodeJS.ErrnoException) => {
      end();
      failed(error.code === 'ENOENT' ? new Error(`${program} is not installed`) : error);
    });
    child.on('close', (code) => {
      end();
      if (code === 0) {
        done(output);
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
