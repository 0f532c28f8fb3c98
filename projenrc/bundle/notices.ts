import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns the licenses of the packages in a bundle. Most licenses require a copy of their text with copies of the code.
 *
 * @param inputs the input files of the bundle, relative to `root`
 */
export function licenseNotices(root: string, inputs: readonly string[]): string {
  const folders = new Set(
    inputs
      .map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0])
      .filter((folder): folder is string => folder !== undefined && existsSync(join(root, folder, 'package.json'))),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const texts = readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isFile() && /^(licen[cs]e|notice)/i.test(entry.name))
        .map((entry) => entry.name)
        .sort();
      return [
        `${name} ${version} (${license})`,
        ...texts.map((file) => readFileSync(join(root, folder, file), 'utf8').trim()),
      ].join('\n\n');
    })
    .join(`\n\n${'-'.repeat(80)}\n\n`);
}
