import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordUp, svgOf } from './session';

const FILE = join(__dirname, '..', '..', 'docs', 'up.svg');

test('the recorded session in the README is what up shows; UPDATE_GOLDEN=1 records it again', async () => {
  const svg = svgOf(await recordUp());
  if (process.env.UPDATE_GOLDEN) {
    writeFileSync(FILE, svg);
  }
  expect(readFileSync(FILE, 'utf8')).toBe(svg);
});
