import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root';
import { PARTIALS, TEMPLATES } from './compiled-templates';
import type { Generator } from './render';

/** This release: the version that the package's own package.json states, and the templates compiled into it. */
export function thisGenerator(): Generator {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  return { version, templates: TEMPLATES, partials: PARTIALS };
}
