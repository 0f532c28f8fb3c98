import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ProgramName, programSource } from './load-program';
import type { Answers } from '../../src/options/option';
import { Ended, run } from '../support/run';

/** Writes a program as the build project does; returns its path. */
export function writeProgram(name: ProgramName, folder: string, answers: Answers = {}): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, programSource(name, answers));
  return path;
}

/**
 * A folder with an `aws` that is the real one and talks to the address: versions before 2.13 know no variable for that.
 */
function folderWithAws(folder: string, url: string): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const real = folders.map((path) => join(path, 'aws')).find((path) => existsSync(path));
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'aws'), `#!/bin/sh\nexec "${real}" --endpoint-url "${url}" "$@"\n`, { mode: 0o755 });
  return bin;
}

/** Runs a program with Node.js and the real `aws` command line, which sees no settings of this machine. */
export function runWithAws(
  name: ProgramName,
  folder: string,
  url: string,
  env: Readonly<Record<string, string | undefined>>,
  answers: Answers = {},
): Promise<Ended> {
  return run(process.execPath, [writeProgram(name, folder, answers)], folder, {
    PATH: `${folderWithAws(folder, url)}${delimiter}${process.env.PATH}`,
    HOME: folder,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...env,
  });
}
