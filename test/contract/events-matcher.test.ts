import { fits } from '../support/events/match';

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
  ['none of a list in the event', { a: ['x'] }, { a: ['w'] }, false],
  ['a field of one of a list in the event', { a: { b: ['x'] } }, { a: [{ b: 'w' }, { b: 'x' }] }, true],
  ['the start of a text', { a: [{ prefix: 'refs/' }] }, { a: 'refs/heads' }, true],
  ['another start', { a: [{ prefix: 'refs/' }] }, { a: 'heads/refs/' }, false],
  ['the end of a text', { a: [{ suffix: '.png' }] }, { a: 'x.png' }, true],
  ['a text in whatever case', { a: [{ 'equals-ignore-case': 'TRUE' }] }, { a: 'True' }, true],
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
])('%s', (_, pattern, event, whether) => {
  expect(fits(pattern, event)).toBe(whether);
});

test.each([
  ['a value without a list', { a: 'x' }, 'a list or an object'],
  ['a filter that is not known', { a: [{ cidr: '10.0.0.0/8' }] }, 'cidr'],
  ['two filters in one', { a: [{ prefix: 'x', suffix: 'y' }] }, 'one filter'],
])('%s is refused', (_, pattern, problem) => {
  expect(() => fits(pattern, { a: 'x' })).toThrow(problem);
});
