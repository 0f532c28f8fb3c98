import { fits, mismatch } from './match';

test.each([
  ['an equal text', { a: ['x'] }, { a: 'x' }, true],
  ['another text', { a: ['x'] }, { a: 'y' }, false],
  ['a text in another case', { a: ['True'] }, { a: 'true' }, false],
  ['a text for a truth', { a: ['True'] }, { a: true }, false],
  ['a text for a number', { a: ['1'] }, { a: 1 }, false],
  ['any of several', { a: ['x', 'y'] }, { a: 'y' }, true],
  ['a field that is missing', { a: ['x'] }, {}, false],
  ['nothing at all', { a: [null] }, { a: null }, true],
  ['two fields, one of which differs', { a: ['x'], b: ['y'] }, { a: 'x', b: 'z' }, false],
  ['more fields than are asked for', { a: ['x'] }, { a: 'x', b: 'y' }, true],
  ['a field within a field', { a: { b: ['x'] } }, { a: { b: 'x' } }, true],
  ['a field within a field that is missing', { a: { b: ['x'] } }, { a: 'x' }, false],
  ['one of a list in the event', { a: ['x'] }, { a: ['w', 'x'] }, true],
  ['one of a list within a list in the event', { a: ['x'] }, { a: [['w', ['x']]] }, true],
  ['none of a list in the event', { a: ['x'] }, { a: ['w'] }, false],
  ['a field of one of a list in the event', { a: { b: ['x'] } }, { a: [{ b: 'w' }, { b: 'x' }] }, true],
  ['two fields of two of a list in the event', { a: { b: ['x'], c: ['y'] } }, { a: [{ b: 'x', c: 'w' }, { b: 'w', c: 'y' }] }, false],
  ['a field of an empty list in the event', { a: { b: ['x'] } }, { a: [] }, false],
  ['the start of a text', { a: [{ prefix: 'refs/' }] }, { a: 'refs/heads' }, true],
  ['another start', { a: [{ prefix: 'refs/' }] }, { a: 'heads/refs/' }, false],
  ['the start of a number', { a: [{ prefix: '1' }] }, { a: 12 }, false],
  ['the end of a text', { a: [{ suffix: '.png' }] }, { a: 'x.png' }, true],
  ['another end', { a: [{ suffix: '.png' }] }, { a: 'x.png.gz' }, false],
  ['a text in whatever case', { a: [{ 'equals-ignore-case': 'TRUE' }] }, { a: 'True' }, true],
  ['another text in whatever case', { a: [{ 'equals-ignore-case': 'TRUE' }] }, { a: 'True!' }, false],
  ['anything but it', { a: [{ 'anything-but': 'x' }] }, { a: 'y' }, true],
  ['anything but it, when it is', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'y' }, false],
  ['anything but it, when nothing is there', { a: [{ 'anything-but': 'x' }] }, {}, false],
  ['anything but a start', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'xy' }, false],
  ['what is there', { a: [{ exists: true }] }, { a: '' }, true],
  ['what is there, but is no value', { a: [{ exists: true }] }, { a: { b: 'x' } }, false],
  ['what is not there', { a: [{ exists: false }] }, { b: 'x' }, true],
  ['a value or nothing', { a: ['x', { exists: false }] }, {}, true],
  ['one of two ways', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
  ['neither of two ways', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'y', b: 'x' }, false],
  ['one of two ways, but another field differs', { $or: [{ a: ['x'] }, { b: ['y'] }], c: ['z'] }, { b: 'y' }, false],
])('%s', (_, pattern, event, whether) => {
  expect(fits(pattern, event)).toBe(whether);
});

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
])('an event fits: %s', (_, pattern) => {
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
  ['several words', { source: ['aws.s3', 'aws.ecr'] }, 'source', 'the rule asks for "aws.s3" or "aws.ecr", the event says "aws.codecommit"'],
  ['each of two ways', { detail: { $or: [{ event: ['closed'] }, { count: [4] }] } }, 'detail.$or',
    'nothing fits: detail.event: the rule asks for "closed", the event says "merged"; detail.count: the rule asks for 4, the event says 3'],
])('it is said why an event does not fit: %s', (_, pattern, path, problem) => {
  expect(mismatch(pattern, EVENT)).toEqual({ path, problem });
});

test.each<[string, unknown, string]>([
  ['a value without a list', { source: 'aws.s3' }, 'at source: "aws.s3" must be an object or a list'],
  ['an empty list', { source: [] }, 'at source: [] must be a list with something in it'],
  ['an empty object', { detail: {} }, 'at detail: {} must have a field'],
  ['an empty pattern', {}, 'at its root: {} must have a field'],
  ['a list within a list', { source: [['aws.s3']] }, 'at source: ["aws.s3"] must be a value or a filter'],
  ['ways that are no list', { $or: { source: ['aws.s3'] } }, 'at $or: {"source":["aws.s3"]} must be a list'],
  ['a filter that is not known', { detail: { event: [{ cidr: '10.0.0.0/8' }] } }, 'uses cidr at detail.event'],
  ['a filter of numbers', { detail: { count: [{ numeric: ['>', 1] }] } }, 'uses numeric at detail.count'],
  ['a filter that is not known, for what is not there', { detail: { other: [{ numeric: ['>', 1] }] } }, 'uses numeric at detail.other'],
  ['a filter that is not known, after what differs', { source: ['aws.s3'], detail: { count: [{ numeric: ['>', 1] }] } }, 'uses numeric at detail.count'],
  ['a filter that is not known, after what fits', { source: ['aws.codecommit', { wildcard: '*' }] }, 'uses wildcard at source'],
  ['anything but what is not known', { source: [{ 'anything-but': { wildcard: '*' } }] }, 'uses wildcard at source'],
  ['a filter with another argument', { source: [{ prefix: { 'equals-ignore-case': 'aws' } }] }, 'uses prefix at source with {"equals-ignore-case":"aws"}'],
  ['what may exist or not', { source: [{ exists: 'true' }] }, 'at source: "true" must be true or false'],
  ['two filters in one', { source: [{ prefix: 'x', suffix: 'y' }] }, 'must have one filter'],
  ['no filter in one', { source: [{}] }, 'must have one filter'],
])('%s is refused', (_, pattern, problem) => {
  expect(() => mismatch(pattern, EVENT)).toThrow(problem);
});
