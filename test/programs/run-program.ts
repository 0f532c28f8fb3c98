import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProgramName, programSource } from './load-program';
import { Ended, run } from '../support/run';

/** Writes a program as the build project does; gives back its path. */
export function writeProgram(name: ProgramName, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, programSource(name));
  return path;
}

/** Runs a program with Node.js and the real `aws` command line, which sees no settings of this machine. */
export function runWithAws(name: ProgramName, folder: string, url: string, env: Readonly<Record<string, string | undefined>>): Promise<Ended> {
  return run(process.execPath, [writeProgram(name, folder)], folder, {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...env,
  });
}
