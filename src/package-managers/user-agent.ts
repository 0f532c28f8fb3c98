import { PackageManager } from '../options/enums';

const MANAGER_OF: Readonly<Record<string, PackageManager>> = {
  npm: PackageManager.NPM,
  pnpm: PackageManager.PNPM,
  yarn: PackageManager.YARN,
  bun: PackageManager.BUN,
};

/**
 * Returns the package manager that runs this process, from its user agent: `pnpm/12.21.0 npm/? node/v24.1.0 linux x64`.
 * Undefined for other package managers and without one.
 */
export function runningManager(env: NodeJS.ProcessEnv): PackageManager | undefined {
  const [, name, major] = /^([a-z]+)\/(\d+)?/.exec(env.npm_config_user_agent ?? '') ?? [];
  return name === 'yarn' && major === '1'
    ? PackageManager.YARN_CLASSIC
    : Object.hasOwn(MANAGER_OF, name ?? '')
      ? MANAGER_OF[name]
      : undefined;
}
