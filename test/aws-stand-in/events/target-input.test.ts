import { targetInput } from './target-input';

const EVENT = { detail: { id: '7', commit: 'abc', title: 'say "hi"', number: 3, names: ['one', 'two'] } };

function transformed(
  InputTemplate: string,
  InputPathsMap: Record<string, string> = {
    id: '$.detail.id', title: '$.detail.title', number: '$.detail.number', second: '$.detail.names[1]',
  },
): unknown {
  return targetInput({ InputTransformer: { InputPathsMap, InputTemplate } }, EVENT);
}

test('a target without an input receives the event', () => {
  expect(targetInput({}, EVENT)).toBe(EVENT);
});

test('passes a constant or a part of the event', () => {
  expect(targetInput({ Input: '{"a": 1}' }, EVENT)).toEqual({ a: 1 });
  expect(targetInput({ InputPath: '$.detail.names' }, EVENT)).toEqual(['one', 'two']);
});

test('a template quotes strings, except inside a string', () => {
  expect(transformed('{"id": <id>, "text": "number <number> of <second>", "title": <title>}')).toEqual({
    id: '7', text: 'number 3 of two', title: 'say "hi"',
  });
});

test('a template can be a single string', () => {
  expect(transformed('"Pipeline <id> failed"')).toBe('Pipeline 7 failed');
});

test('names the mistake in a template', () => {
  expect(() => transformed('{"id": <idd>}')).toThrow(
    'names <idd>, which InputPathsMap does not have. It has: id, title',
  );
  expect(() => transformed('{"id": <id>')).toThrow('makes no JSON of this event: {"id": "7"');
  expect(() => transformed('<id>', { id: 'detail.id' })).toThrow('"detail.id" is no path');
});
