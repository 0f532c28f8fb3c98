import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';

/** What projen needs to run. */
const NEEDED = ['projen', 'constructs', 'create-gitops-eks'];

/** How the packages of a generated repository are installed. */
export interface Installation {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** The installation after the files of a repository were written. Its result does not depend on the caller's settings. */
export function firstInstallation({ packageManager }: ResolvedOptions, env: NodeJS.ProcessEnv): Installation {
  const { program, firstInstall, firstInstallEnvironment } = factsOf(packageManager);
  const names = Object.keys(firstInstallEnvironment).map((name) => name.toLowerCase());
  const kept = Object.entries(env).filter(([name]) => !names.includes(name.toLowerCase()));
  const added = Object.entries(firstInstallEnvironment).filter(([, value]) => value !== undefined);
  return { program, args: firstInstall, env: Object.fromEntries([...kept, ...added]) };
}

/** Yarn takes a folder for a part of the project further up, unless it has a lock file of its own. */
export function prepareInstallation({ packageManager }: ResolvedOptions, folder: string): void {
  const path = join(folder, factsOf(packageManager).lockFile);
  if (packageManager === 'yarn' && !existsSync(path)) {
    writeFileSync(path, '');
  }
}

/** The packages that are not in the folder after an installation. */
export function missingPackages(folder: string): string[] {
  const plugAndPlay = readText(join(folder, '.pnp.cjs'));
  return NEEDED.filter(
    (name) => !existsSync(join(folder, 'node_modules', name, 'package.json')) && !plugAndPlay.includes(`["${name}", `),
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
