import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';

/** The packages that a synth requires. */
const NEEDED = ['projen', 'constructs', 'create-gitops-eks'];

/** A command that installs the packages of a generated repository. */
export interface Installation {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Returns the command for the first installation. Its result does not depend on the caller's settings. */
export function firstInstallation({ packageManager }: ResolvedOptions, env: NodeJS.ProcessEnv): Installation {
  const { program, firstInstall, firstInstallEnvironment } = factsOf(packageManager);
  const names = Object.keys(firstInstallEnvironment).map((name) => name.toLowerCase());
  const kept = Object.entries(env).filter(([name]) => !names.includes(name.toLowerCase()));
  const added = Object.entries(firstInstallEnvironment).filter(([, value]) => value !== undefined);
  return { program, args: firstInstall, env: Object.fromEntries([...kept, ...added]) };
}

/** Creates an empty lock file for Yarn, which otherwise treats the folder as part of a project in a parent folder. */
export function prepareInstallation({ packageManager }: ResolvedOptions, folder: string): void {
  const path = join(folder, factsOf(packageManager).lockFile);
  if (packageManager === 'yarn' && !existsSync(path)) {
    writeFileSync(path, '');
  }
}

/** Returns the required packages that are not installed in a folder. */
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
