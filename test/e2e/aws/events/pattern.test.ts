import { mismatch } from './pattern';

const EVENT = { 'source': 'aws.codecommit', 'resources': ['arn:one', 'arn:two'], 'detail': { event: 'merged', count: 3, names: ['shop'], none: null }, 'detail-type': 'Change' };

test.each<[string, object]>([
  ['one of several words', { source: ['aws.s3', 'aws.codecommit'] }],
  ['one item of an array', { resources: ['arn:two'] }],
  ['a number and null as they are', { detail: { count: [3], none: [null] } }],
  ['a beginning', { detail: { event: [{ prefix: 'mer' }] } }],
  ['an end', { detail: { event: [{ suffix: 'ged' }] } }],
  ['anything but a word', { detail: { event: [{ 'anything-but': ['closed'] }] } }],
  ['anything but a beginning', { detail: { event: [{ 'anything-but': { prefix: 'cl' } }] } }],
  ['a word in other letters', { source: [{ 'equals-ignore-case': 'AWS.CodeCommit' }] }],
  ['what is not there', { detail: { other: [{ exists: false }] } }],
])('fits: %s', (_, pattern) => {
  expect(mismatch(pattern, EVENT)).toBeUndefined();
});

test.each<[string, object, string, string]>([
  ['another word', { source: ['aws.s3'] }, 'source', 'the rule asks for "aws.s3", the event says "aws.codecommit"'],
  ['a word for a number', { detail: { count: ['3'] } }, 'detail.count', 'the rule asks for "3", the event says 3'],
  ['a field that is missing', { detail: { other: ['x'] } }, 'detail.other', 'the rule asks for "x", the event has nothing there'],
  ['a level that is missing', { detail: { deep: { er: ['x'] } } }, 'detail.deep.er', 'the rule asks for "x", the event has nothing there'],
  ['what is there', { detail: { event: [{ exists: false }] } }, 'detail.event', 'the rule asks for {"exists":false}, the event says "merged"'],
  ['a word that was excluded', { detail: { event: [{ 'anything-but': 'merged' }] } }, 'detail.event', 'the rule asks for {"anything-but":"merged"}, the event says "merged"'],
  ['one of two fields', { source: ['aws.codecommit'], detail: { event: ['closed'] } }, 'detail.event', 'the rule asks for "closed", the event says "merged"'],
])('does not fit: %s', (_, pattern, path, problem) => {
  expect(mismatch(pattern, EVENT)).toEqual({ path, problem });
});

test.each<[string, object, RegExp]>([
  ['an operator that is not known', { detail: { count: [{ numeric: ['>', 1] }] } }, /uses numeric at detail.count/],
  ['an empty array', { source: [] }, /an empty array matches nothing/],
  ['a word without an array', { source: 'aws.s3' }, /must be an object or an array/],
])('is refused: %s', (_, pattern, message) => {
  expect(() => mismatch(pattern, EVENT)).toThrow(message);
});
