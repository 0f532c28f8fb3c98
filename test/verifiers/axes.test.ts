import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AXES } from './axes';
import { INFRASTRUCTURE } from './infrastructure';
import { InfrastructureAsCode } from '../../src/options/enums';
import { resolveOptions } from '../../src/options/resolve';
import { PAIRS } from '../e2e/aws/matrix';

const TEST = join(__dirname, '..');
const VALUES = Object.entries(AXES).flatMap(([axis, verifiers]) =>
  Object.entries(verifiers).map(([value, verifier]) => ({ axis, value, golden: verifier.golden })));

test.each(VALUES)('$axis: the golden pair of $value has that value', ({ axis, value, golden }) => {
  const answers = JSON.parse(readFileSync(join(TEST, 'golden', `${golden}.json`), 'utf8'));
  expect({ ...resolveOptions(answers) }).toMatchObject({ [axis]: value });
});

test.each(Object.values(INFRASTRUCTURE).map(({ equality }) => equality))('the equality suite %s exists', (suite) => {
  expect(existsSync(join(TEST, 'contract', `${suite}.test.ts`))).toBe(true);
});

test.each(Object.values(InfrastructureAsCode))(
  'iac: %s: the end-to-end suite runs whole pairs and redeploys one',
  (iac) => {
    expect(PAIRS.filter((answers) => answers.iac === iac).length).toBeGreaterThan(0);
    expect(
      ['loop', 'redeployment'].filter((suite) => !existsSync(join(TEST, 'e2e', 'aws', `${suite}-${iac}.test.ts`))),
    ).toEqual([]);
  },
);
