import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root';
import { PARTIALS, TEMPLATES } from './compiled-templates';
import type { Generator } from './render';

/** The version that the package's own package.json states. */
export function thisVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version;
}

/** This release: its version, and the templates compiled into it. */
export function thisGenerator(): Generator {
  return { version: thisVersion(), templates: TEMPLATES, partials: PARTIALS };
}
