import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { AWS } from '../test/support/programs';

/** Finds AWS CLI version 2, which CodeBuild uses. Throws with an installation command if it is missing. */
export function findAws(): { path: string; version: string } {
  // `.ci/aws` installs it below node_modules.
  const folders = [...(process.env.PATH ?? '').split(delimiter), resolve('node_modules/.cache/aws')];
  for (const path of folders.map((folder) => join(folder, 'aws')).filter((one) => existsSync(one))) {
    const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.split(' ')[0];
    if (version.startsWith('aws-cli/2.')) {
      return { path, version };
    }
  }
  throw new Error(`AWS CLI version 2 is not installed. Install it with: ${AWS.get}`);
}

/**
 * A folder with a wrapper around the real `aws`. The wrapper counts the calls and sets the endpoint: versions before
 * 2.13 have no environment variable for it.
 */
export class CountedAws {
  readonly folder: string;
  private readonly log: string;

  constructor(parent: string, path: string, url: string) {
    this.folder = join(parent, 'bin');
    this.log = join(parent, 'calls');
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(
      join(this.folder, 'aws'),
      `#!/bin/sh\necho >>"${this.log}"\nexec "${path}" --endpoint-url "${url}" "$@"\n`,
      { mode: 0o755 },
    );
  }

  /** Returns the number of calls since the last call of this method. */
  take(): number {
    const calls = readFileSync(this.log, 'utf8').length;
    rmSync(this.log);
    return calls;
  }
}
