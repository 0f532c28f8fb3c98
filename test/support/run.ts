import { spawn } from 'node:child_process';

/** The result of a program. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, without blocking others that run beside it. */
export function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(program, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => { stdout += data; });
    child.stderr.on('data', (data) => { stderr += data; });
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** The same for a program that must succeed: gives back its standard output. */
export async function runWell(
  program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv,
): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, cwd, env);
  if (code !== 0) {
    throw new Error(`${program} ${args.join(' ')} ended with code ${code}\n${stdout}\n${stderr}`);
  }
  return stdout;
}
