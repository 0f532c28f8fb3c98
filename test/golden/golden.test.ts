/**
 * Whole pairs as real files, so that a review shows what a change does to what users get.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { differences } from './difference';
import { PARTIALS, TEMPLATES } from '../../src/render/compiled-templates';
import { synthPair } from '../support/synth-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { type FileOnDisk, readFiles, writeFiles } from '../support/write-files';

// A release has another version than a checkout, and the same templates.
jest.mock('../../src/render/generator', () => ({
  thisGenerator: () => ({ version: '0.0.0', templates: mockTemplates(), partials: mockPartials() }),
}));
const mockTemplates = () => TEMPLATES;
const mockPartials = () => PARTIALS;

const UPDATE = 'UPDATE_GOLDEN=1 npx jest test/golden';
const NAMES = readdirSync(__dirname).filter((file) => file.endsWith('.json')).map((file) => basename(file, '.json'));

(process.env.UPDATE_GOLDEN ? test.skip : test)('there is a pair for every file of answers, and no other', () => {
  const folders = readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.sort()).toEqual([...NAMES].sort());
  expect(NAMES.length).toBeGreaterThanOrEqual(4);
});

test.each(NAMES)('%s', (name) => {
  const folder = temporaryFolder();
  synthPair(JSON.parse(readFileSync(join(__dirname, `${name}.json`), 'utf8')), folder);
  const rendered = readFiles(folder);
  const golden = join(__dirname, name);
  if (process.env.UPDATE_GOLDEN) {
    rmSync(golden, { recursive: true, force: true });
    writeFiles(golden, Object.entries(rendered).map(([path, file]) => ({ path, ...file })));
  }
  const kept: Record<string, FileOnDisk> = existsSync(golden) ? readFiles(golden) : {};
  const different = differences(kept, rendered);
  if (different.length > 0) {
    throw new Error(
      [`${different.length} differences from test/golden/${name}:`, ...different, `If they are meant: ${UPDATE}`].join(
        '\n\n',
      ),
    );
  }
});
