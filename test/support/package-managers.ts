import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Registry } from './registry';
import { PackageManager } from '../../src/options/enums';

/** The folder with the package managers' packages: this project's, or the one that PACKAGE_MANAGERS names. */
const FOLDERS = [join(__dirname, '..', '..'), ...(process.env.PACKAGE_MANAGERS ?? '').split(delimiter).filter(Boolean)];

/** The program of each package, without its install script. npm is already installed. */
const PROGRAMS: Readonly<Record<PackageManager, () => Readonly<Record<string, string>>>> = {
  [PackageManager.NPM]: () => ({}),
  [PackageManager.PNPM]: () => ({ pnpm: script('pnpm', 'bin/pnpm.mjs') }),
  [PackageManager.YARN]: () => ({ yarn: script('@yarnpkg/cli-dist', 'bin/yarn.js') }),
  [PackageManager.YARN_CLASSIC]: () => ({ yarn: script('yarn', 'bin/yarn.js') }),
  [PackageManager.BUN]: () => ({ bun: bunBinary(), bunx: bunBinary() }),
};

/** Makes the programs of a package manager the first ones on PATH, in a new folder. They use the registry. */
export function managerEnvironment(manager: PackageManager, folder: string, registry: Registry): NodeJS.ProcessEnv {
  mkdirSync(folder, { recursive: true });
  for (const [name, program] of Object.entries(PROGRAMS[manager]())) {
    const path = join(folder, name);
    if (/\.m?js$/.test(program)) {
      writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
      chmodSync(path, 0o755);
    } else {
      symlinkSync(program, path);
    }
  }
  return registry.environment({
    PATH: [folder, process.env.PATH].join(delimiter),
    npm_config_registry: registry.url,
    YARN_REGISTRY: registry.url,
    YARN_NPM_REGISTRY_SERVER: registry.url,
    YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    YARN_NPM_MINIMAL_AGE_GATE: '0',
  });
}

function script(name: string, path: string): string {
  return join(packageFolder(name), path);
}

/** Its install script moves the program from the package of the platform into its own. */
function bunBinary(): string {
  const platforms = join(dirname(packageFolder('bun')), '@oven');
  const candidates = [
    ...readdirSync(platforms).map((name) => join(platforms, name, 'bin', 'bun')),
    join(packageFolder('bun'), 'bin', 'bun.exe'),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (!found) {
    throw new Error(`Bun's program is in none of ${candidates.join(', ')}`);
  }
  return found;
}

function packageFolder(name: string): string {
  const found = FOLDERS.map((folder) => join(folder, 'node_modules', name)).find((path) =>
    existsSync(join(path, 'package.json')),
  );
  if (!found) {
    throw new Error(`the package ${name} is needed: install it, or name a folder that has it in PACKAGE_MANAGERS`);
  }
  return found;
}
