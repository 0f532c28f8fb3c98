import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { AWS } from '../test/support/programs';

/** Version 2 of the AWS command line, which is CodeBuild's. Throws if it is missing, and says how to get it. */
export function findAws(): { path: string; version: string } {
  // `.ci/aws` puts it below node_modules.
  const folders = [...(process.env.PATH ?? '').split(delimiter), resolve('node_modules/.cache/aws')];
  for (const path of folders.map((folder) => join(folder, 'aws')).filter((one) => existsSync(one))) {
    const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.split(' ')[0];
    if (version.startsWith('aws-cli/2.')) {
      return { path, version };
    }
  }
  throw new Error(`Version 2 of the AWS command line is missing. Get it with: ${AWS.get}`);
}

/**
 * A folder whose `aws` is the real one, talks to one address, and counts its calls: versions before 2.13 know no
 * variable for that.
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

  /** The calls since the previous `take()`. */
  take(): number {
    const calls = readFileSync(this.log, 'utf8').length;
    rmSync(this.log);
    return calls;
  }
}
