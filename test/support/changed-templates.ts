import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Changes texts of the templates in an unpacked release. Both have the same length, because templates.js knows the
 * texts by position.
 */
export function changeTemplates(release: string, changes: Readonly<Record<string, string>>): string {
  const files = ['templates.js', 'templates.txt'].map((name) => join(release, 'lib', 'bundle', name));
  for (const [before, after] of Object.entries(changes)) {
    const holders = files.filter((file) => readFileSync(file, 'latin1').includes(before));
    if (holders.length === 0 || before.length !== after.length) {
      throw new Error(`no template has "${before}", or "${after}" has another length`);
    }
    holders.forEach((file) => writeFileSync(file, readFileSync(file, 'latin1').replaceAll(before, after), 'latin1'));
  }
  return release;
}
