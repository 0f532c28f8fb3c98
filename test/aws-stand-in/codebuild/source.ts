import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Buildspec, parseBuildspec } from './buildspec';
import type { Project } from './project';
import { runWell } from '../../support/run';

/** Unpacks a pipeline's artifact: no `.git`, and no file is executable. */
export async function unpackSource(zip: Buffer, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}.zip`, zip);
  await runWell('unzip', ['-q', `${folder}.zip`, '-d', folder], '/', process.env);
  // CodePipeline's archives do not reliably keep the executable bit, so builds must not depend on it.
  await runWell('find', [folder, '-type', 'f', '-exec', 'chmod', '644', '{}', '+'], '/', process.env);
}

/** Clones a CodeCommit repository at a commit with the credentials of the build. */
export async function cloneSource(
  location: string, commit: string | undefined, folder: string, env: NodeJS.ProcessEnv,
): Promise<void> {
  const helper = ['-c', 'credential.helper=!aws codecommit credential-helper $@', '-c', 'credential.UseHttpPath=true'];
  await runWell('git', [...helper, 'clone', '--quiet', location, folder], '/', env);
  if (commit) {
    await runWell('git', ['-C', folder, 'checkout', '--quiet', commit], '/', env);
  }
}

/** The project's inline buildspec, or the file in the source. */
export function buildspecOf({ source: { buildspec = 'buildspec.yml' } }: Project, folder: string): Buildspec {
  if (buildspec.includes('\n')) {
    return parseBuildspec(buildspec);
  }
  if (!existsSync(join(folder, buildspec))) {
    throw new Error(`YAML_FILE_ERROR: stat ${buildspec}: no such file or directory`);
  }
  return parseBuildspec(readFileSync(join(folder, buildspec), 'utf8'));
}
