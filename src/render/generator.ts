import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root';
import { PARTIALS, TEMPLATES } from './compiled-templates';
import type { Generator } from './render';

/** The version of this package. */
export function thisVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version;
}

/** The version and the compiled templates of this package. */
export function thisGenerator(): Generator {
  return { version: thisVersion(), templates: TEMPLATES, partials: PARTIALS };
}
