import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RELEASES } from './released-pair';

const FOLDER = join(__dirname, '..', '..', 'docs', 'upgrading');
/** Pairs start with the first release, so no page leads to it. */
const PAGES = [...RELEASES.slice(1), 'next'];

test('each release has a page for owners of a pair, which the list links to', () => {
  const list = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  expect([...list.matchAll(/^\| \[[^\]]+\]\((.+)\.md\)/gm)].map(([, page]) => page)).toEqual(PAGES);
  expect(PAGES.filter((page) => !existsSync(join(FOLDER, `${page}.md`)))).toEqual([]);
});

test('the fixtures\' README has a row for each release', () => {
  const text = readFileSync(join(__dirname, 'fixtures', 'README.md'), 'utf8');
  expect([...text.matchAll(/^\| (\d+\.\d+\.\d+) \|/gm)].map(([, release]) => release)).toEqual(RELEASES);
});
