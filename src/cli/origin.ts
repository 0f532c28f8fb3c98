import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageRoot } from '../package-root';

/**
 * Returns the path of the tarball that npm installed this package from; undefined for a package from a registry.
 * Generated repositories then install the generator from the tarball, because the registry may not have this version.
 */
export function tarballOrigin(root: string = packageRoot()): string | undefined {
  const modules = dirname(root);
  try {
    const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
    const resolved: unknown = lock.packages?.['node_modules/create-gitops-eks']?.resolved;
    return typeof resolved === 'string' && resolved.startsWith('file:')
      ? resolve(dirname(modules), resolved.slice('file:'.length))
      : undefined;
  } catch {
    return undefined;
  }
}
