import { nearest } from '../../src/options/nearest';
import { problems } from '../support/option-problems';

test.each([
  ['eu-wset-1', 'eu-west-1'],
  ['us-east1', 'us-east-1'],
  ['EU-WEST-9', 'eu-west-1'],
  ['eu-central-2', 'eu-central-1'],
  ['mars', undefined],
  ['', undefined],
])('%s: the nearest region is %s', (typed, expected) => {
  expect(nearest(typed, ['us-east-1', 'eu-central-1', 'eu-west-1', 'eu-west-2'])).toBe(expected);
});

test.each([
  ['a region', { region: 'eu-wset-1' }, 'did you mean eu-west-1?'],
  ['a value', { trigger: 'comit' }, 'must be one of pr-merge, commit, did you mean commit?'],
  ['an option', { replica: 3 }, 'is not an option, did you mean replicas?'],
])('suggests the nearest name for %s', (_, answers, suggestion) => {
  expect(problems({ ...answers })).toEqual([expect.stringContaining(suggestion)]);
});

test.each(['EU-West-1', '  eu-west-1 ', 'eu west 1', 'eu_west_1'])('accepts the region %j', (region) => {
  expect(problems({ region })).toEqual([]);
});
