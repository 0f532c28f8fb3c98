import { colorsIn, type Outcome, trafficProblems } from './traffic';

const page = (color: string) => `<style>body { background-color: ${color}; }</style>`;
const outcomes = (count: number, ended: Partial<Outcome>): Outcome[] =>
  Array.from({ length: count }, (_, at) => ({ at, milliseconds: 1, ...ended }));

test('accepts a load without a failed request', () => {
  expect(trafficProblems({ seconds: 2, outcomes: outcomes(100, { page: page('tomato') }) })).toEqual([]);
});

test('counts failed requests by their error', () => {
  const seen = [
    ...outcomes(97, { page: '' }), ...outcomes(2, { error: 'ECONNREFUSED' }), ...outcomes(1, { error: 'timeout' }),
  ];
  expect(trafficProblems({ seconds: 2, outcomes: seen })).toEqual([
    '3 of 100 requests failed: 2 × ECONNREFUSED, 1 × timeout',
  ]);
});

test('refuses a load that is too weak to tell', () => {
  expect(trafficProblems({ seconds: 2, outcomes: outcomes(99, { page: '' }) })).toEqual([
    'only 49.5 new connections a second, of 50',
  ]);
});

test('lists the colors of the pages in the order of the requests', () => {
  const seen = [
    { at: 3, milliseconds: 1, page: page('gold') }, { at: 1, milliseconds: 9, page: page('tomato') },
    { at: 2, milliseconds: 1, error: 'ECONNRESET' }, { at: 4, milliseconds: 1, page: page('gold') },
  ];
  expect(colorsIn({ seconds: 1, outcomes: seen })).toEqual(['tomato', 'gold']);
});
