import { fits, mismatch } from './match';

test.each([
  ['an equal string', { a: ['x'] }, { a: 'x' }, true],
  ['another string', { a: ['x'] }, { a: 'y' }, false],
  ['a string in another case', { a: ['True'] }, { a: 'true' }, false],
  ['a string for a boolean', { a: ['True'] }, { a: true }, false],
  ['a string for a number', { a: ['1'] }, { a: 1 }, false],
  ['any of several', { a: ['x', 'y'] }, { a: 'y' }, true],
  ['a missing field', { a: ['x'] }, {}, false],
  ['null', { a: [null] }, { a: null }, true],
  ['two fields, one of which differs', { a: ['x'], b: ['y'] }, { a: 'x', b: 'z' }, false],
  ['more fields than the pattern names', { a: ['x'] }, { a: 'x', b: 'y' }, true],
  ['a nested field', { a: { b: ['x'] } }, { a: { b: 'x' } }, true],
  ['a missing nested field', { a: { b: ['x'] } }, { a: 'x' }, false],
  ['an item of an array in the event', { a: ['x'] }, { a: ['w', 'x'] }, true],
  ['an item of a nested array in the event', { a: ['x'] }, { a: [['w', ['x']]] }, true],
  ['no item of an array in the event', { a: ['x'] }, { a: ['w'] }, false],
  ['a field of one array item in the event', { a: { b: ['x'] } }, { a: [{ b: 'w' }, { b: 'x' }] }, true],
  [
    'two fields of two array items in the event',
    { a: { b: ['x'], c: ['y'] } },
    {
      a: [
        { b: 'x', c: 'w' },
        { b: 'w', c: 'y' },
      ],
    },
    false,
  ],
  ['a field of an empty array in the event', { a: { b: ['x'] } }, { a: [] }, false],
  ['a prefix', { a: [{ prefix: 'refs/' }] }, { a: 'refs/heads' }, true],
  ['another prefix', { a: [{ prefix: 'refs/' }] }, { a: 'heads/refs/' }, false],
  ['a prefix of a number', { a: [{ prefix: '1' }] }, { a: 12 }, false],
  ['a suffix', { a: [{ suffix: '.png' }] }, { a: 'x.png' }, true],
  ['another suffix', { a: [{ suffix: '.png' }] }, { a: 'x.png.gz' }, false],
  ['equals-ignore-case', { a: [{ 'equals-ignore-case': 'TRUE' }] }, { a: 'True' }, true],
  ['equals-ignore-case with another string', { a: [{ 'equals-ignore-case': 'TRUE' }] }, { a: 'True!' }, false],
  ['anything-but', { a: [{ 'anything-but': 'x' }] }, { a: 'y' }, true],
  ['anything-but the value in the event', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'y' }, false],
  ['anything-but a missing field', { a: [{ 'anything-but': 'x' }] }, {}, false],
  ['anything-but a prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'xy' }, false],
  ['a field that exists', { a: [{ exists: true }] }, { a: '' }, true],
  ['a field that exists but is an object', { a: [{ exists: true }] }, { a: { b: 'x' } }, false],
  ['a field that does not exist', { a: [{ exists: false }] }, { b: 'x' }, true],
  ['a value or nothing', { a: ['x', { exists: false }] }, {}, true],
  ['one alternative of $or', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
  ['no alternative of $or', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'y', b: 'x' }, false],
  [
    'one alternative of $or, but another field differs',
    { $or: [{ a: ['x'] }, { b: ['y'] }], c: ['z'] },
    { b: 'y' },
    false,
  ],
])('%s', (_, pattern, event, whether) => {
  expect(fits(pattern, event)).toBe(whether);
});

const EVENT = {
  'source': 'aws.codecommit',
  'resources': ['arn:one', 'arn:two'],
  'detail': { event: 'merged', count: 3, names: ['shop'], none: null },
  'detail-type': 'Change',
};

test.each<[string, object]>([
  ['one of several strings', { source: ['aws.s3', 'aws.codecommit'] }],
  ['one item of an array', { resources: ['arn:two'] }],
  ['a number and null', { detail: { count: [3], none: [null] } }],
  ['a prefix', { detail: { event: [{ prefix: 'mer' }] } }],
  ['a suffix', { detail: { event: [{ suffix: 'ged' }] } }],
  ['anything-but a string', { detail: { event: [{ 'anything-but': ['closed'] }] } }],
  ['anything-but a prefix', { detail: { event: [{ 'anything-but': { prefix: 'cl' } }] } }],
  ['equals-ignore-case', { source: [{ 'equals-ignore-case': 'AWS.CodeCommit' }] }],
  ['a field that does not exist', { detail: { other: [{ exists: false }] } }],
])('an event matches: %s', (_, pattern) => {
  expect(mismatch(pattern, EVENT)).toBeUndefined();
});

test.each<[string, object, string, string]>([
  ['another string', { source: ['aws.s3'] }, 'source', 'the rule asks for "aws.s3", the event says "aws.codecommit"'],
  ['a string for a number', { detail: { count: ['3'] } }, 'detail.count', 'the rule asks for "3", the event says 3'],
  [
    'a missing field',
    { detail: { other: ['x'] } },
    'detail.other',
    'the rule asks for "x", the event has nothing there',
  ],
  [
    'a missing level',
    { detail: { deep: { er: ['x'] } } },
    'detail.deep.er',
    'the rule asks for "x", the event has nothing there',
  ],
  [
    'a field that exists',
    { detail: { event: [{ exists: false }] } },
    'detail.event',
    'the rule asks for {"exists":false}, the event says "merged"',
  ],
  [
    'an excluded string',
    { detail: { event: [{ 'anything-but': 'merged' }] } },
    'detail.event',
    'the rule asks for {"anything-but":"merged"}, the event says "merged"',
  ],
  [
    'one of two fields',
    { source: ['aws.codecommit'], detail: { event: ['closed'] } },
    'detail.event',
    'the rule asks for "closed", the event says "merged"',
  ],
  [
    'several strings',
    { source: ['aws.s3', 'aws.ecr'] },
    'source',
    'the rule asks for "aws.s3" or "aws.ecr", the event says "aws.codecommit"',
  ],
  [
    'both alternatives of $or',
    { detail: { $or: [{ event: ['closed'] }, { count: [4] }] } },
    'detail.$or',
    'nothing fits: detail.event: the rule asks for "closed", the event says "merged"; detail.count: the rule asks for 4, the event says 3',
  ],
])('says why an event does not match: %s', (_, pattern, path, problem) => {
  expect(mismatch(pattern, EVENT)).toEqual({ path, problem });
});

test.each<[string, unknown, string]>([
  ['a value without a list', { source: 'aws.s3' }, 'at source: "aws.s3" must be an object or a list'],
  ['an empty list', { source: [] }, 'at source: [] must be a list with something in it'],
  ['an empty object', { detail: {} }, 'at detail: {} must have a field'],
  ['an empty pattern', {}, 'at its root: {} must have a field'],
  ['a nested list', { source: [['aws.s3']] }, 'at source: ["aws.s3"] must be a value or a filter'],
  ['$or without a list', { $or: { source: ['aws.s3'] } }, 'at $or: {"source":["aws.s3"]} must be a list'],
  ['an unknown filter', { detail: { event: [{ cidr: '10.0.0.0/8' }] } }, 'uses cidr at detail.event'],
  ['a numeric filter', { detail: { count: [{ numeric: ['>', 1] }] } }, 'uses numeric at detail.count'],
  [
    'an unknown filter on a missing field',
    { detail: { other: [{ numeric: ['>', 1] }] } },
    'uses numeric at detail.other',
  ],
  [
    'an unknown filter after a value that differs',
    { source: ['aws.s3'], detail: { count: [{ numeric: ['>', 1] }] } },
    'uses numeric at detail.count',
  ],
  [
    'an unknown filter after a value that matches',
    { source: ['aws.codecommit', { wildcard: '*' }] },
    'uses wildcard at source',
  ],
  [
    'anything-but with an unknown filter',
    { source: [{ 'anything-but': { wildcard: '*' } }] },
    'uses wildcard at source',
  ],
  [
    'a filter with another argument',
    { source: [{ prefix: { 'equals-ignore-case': 'aws' } }] },
    'uses prefix at source with {"equals-ignore-case":"aws"}',
  ],
  [
    'exists with a value that is no boolean',
    { source: [{ exists: 'true' }] },
    'at source: "true" must be true or false',
  ],
  ['two filters in one', { source: [{ prefix: 'x', suffix: 'y' }] }, 'must have one filter'],
  ['no filter in one', { source: [{}] }, 'must have one filter'],
])('refuses %s', (_, pattern, problem) => {
  expect(() => mismatch(pattern, EVENT)).toThrow(problem);
});
