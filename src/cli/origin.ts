import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageRoot } from '../package-root';

/**
 * The tarball from which npm installed this package, where it was one: then the generated repositories take their
 * generator from it too, since no registry may have this version. Undefined for a package from a registry.
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
