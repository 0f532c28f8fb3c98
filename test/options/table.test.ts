import * as enums from '../../src/options/enums';
import { REGIONS, codecommitFingerprint, partitionOf, placeOf } from '../../src/options/regions';
import { OPTIONS, TOPICS } from '../../src/options/table';
import { KUBERNETES_VERSIONS } from '../../src/versions';

test('names are unique, and summaries are sentences', () => {
  expect(new Set(OPTIONS.map((option) => option.name)).size).toBe(OPTIONS.length);
  for (const { summary, question } of OPTIONS) {
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(question).toMatch(/^[A-Z].*\?$/);
  }
});

test('each choice has a hint that says more than its value', () => {
  const choices = OPTIONS.filter(({ enumName }) => enumName)
    .flatMap(({ name, choices: values = [] }) => values.map((choice) => ({ name, ...choice })));
  for (const { name, value, hint = '' } of choices) {
    const more = hint
      .toLowerCase()
      .replace(value.toLowerCase(), '')
      .split(/\W+/)
      .filter((word) => !['', 'ones', 'and', 'the'].includes(word));
    expect({ name, value, words: Math.min(more.length, 2) }).toEqual({ name, value, words: 2 });
  }
});

test('each topic has a title and options', () => {
  expect(new Set(TOPICS.map(({ title }) => title)).size).toBe(TOPICS.length);
  TOPICS.forEach(({ title, options }) =>
    expect({ title, isEmpty: options.length === 0 }).toEqual({
      title: expect.stringMatching(/^[A-Z]/), isEmpty: false,
    }),
  );
});

test('each region has a searchable place', () => {
  expect(REGIONS.filter((region) => !placeOf(region))).toEqual([]);
});

test.each(OPTIONS.filter((option) => option.enumName))(
  '$name: its choices are the members of $enumName',
  ({ choices = [], enumName }) => {
    const members = enumName ? enums[enumName] : {};
    expect(choices.map((choice) => choice.value).sort()).toEqual(Object.values(members).sort());
  },
);

test('projen\'s naming rule finds the enum member of every value', () => {
  for (const members of Object.values(enums)) {
    for (const [member, value] of Object.entries(members)) {
      expect(member).toBe(String(value).toUpperCase().replace(/-/g, '_'));
    }
  }
});

test('an option depends only on existing values of an earlier option', () => {
  OPTIONS.forEach(({ when = [] }, index) =>
    when.forEach(({ option, values }) => {
      const above = OPTIONS.slice(0, index).find(({ name }) => name === option);
      expect(above?.type === 'boolean' ? [true, false] : above?.choices?.map(({ value }) => value)).toEqual(
        expect.arrayContaining([...values]),
      );
      expect(values).not.toEqual([]);
    }),
  );
});

test('every Kubernetes version has a support end date, newest first', () => {
  expect(KUBERNETES_VERSIONS.map(({ version, endOfSupport }) => `${version} ${endOfSupport}`)).toEqual([
    '1.36 2027-08-02', '1.35 2027-03-27',
  ]);
});

test('every region has a partition', () => {
  expect(REGIONS).toHaveLength(29);
  expect(partitionOf('cn-north-1')).toMatchObject({ partition: 'aws-cn', dnsSuffix: 'amazonaws.com.cn' });
  expect(partitionOf('us-gov-west-1')).toMatchObject({ partition: 'aws-us-gov', dnsSuffix: 'amazonaws.com' });
  expect(() => partitionOf('mars-1')).toThrow('mars-1');
});

test('a fingerprint is a SHA-256 in base64 or missing', () => {
  REGIONS.forEach((region) => expect(codecommitFingerprint(region)).toMatch(/^(SHA256:[A-Za-z0-9+/]{43})?$/));
  expect(codecommitFingerprint('us-east-1')).not.toBe('');
});
