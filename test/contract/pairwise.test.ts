import type { Answers } from '../../src/options/option';
import { describeProblem, OptionsError } from '../../src/options/problem';
import { resolveOptions } from '../../src/options/resolve';
import { escapeFor } from '../../src/render/escape';
import { bashSyntaxProblems, testWithBash } from '../support/bash';
import { allowedPairs, coverPairs } from '../support/cover-pairs';
import { isAllowed, PAIRWISE_ANSWERS } from '../support/option-sets';
import { DIMENSIONS } from '../support/option-values';
import { parseFile } from '../support/parse-file';
import { nameOf, type PairFile, renderPair, TEST_GENERATOR } from '../support/render-pair';
import { textProblems } from '../support/text-rules';
import { countTracedValues, generatorThatWrites, valueProblems } from '../support/trace-values';

/** Every distinct file of the pairs: most files do not depend on most options. */
const files = new Map<string, PairFile>();
for (const answers of PAIRWISE_ANSWERS) {
  renderPair(answers).forEach((file) => files.set(`${nameOf(file)}\n${file.content}`, file));
}
const everyFile = [...files.values()];

describe('the covering set', () => {
  test('contains every allowed pair of values', () => {
    const dimensions = { a: [1, 2, 3], b: ['x', 'y'], c: [true, false], d: [undefined, 0] };
    const notBoth = (row: Readonly<Record<string, unknown>>) => !(row.a === 3 && row.b === 'y');
    const rows = coverPairs(dimensions, notBoth);
    const names = Object.keys(dimensions) as Array<keyof typeof dimensions>;
    for (const [one, other] of names.flatMap((name, index) =>
      names.slice(index + 1).map((next) => [name, next] as const),
    )) {
      for (const [first, second] of dimensions[one].flatMap((value) =>
        dimensions[other].map((next) => [value, next] as const),
      )) {
        const held = rows.some((row) => row[one] === first && row[other] === second);
        expect({ [one]: first, [other]: second, held }).toEqual({
          [one]: first, [other]: second, held: notBoth({ [one]: first, [other]: second }),
        });
      }
    }
    expect(rows.length).toBeLessThanOrEqual(9);
  });

  test('contains every pair of answers and no refused answer', () => {
    const held = (name: string, index: number, answers: Answers) => answers[name] === DIMENSIONS[name][index];
    const lost = allowedPairs(DIMENSIONS, isAllowed).filter(([[one, first], [other, second]]) =>
      !PAIRWISE_ANSWERS.some((answers) => held(one, first, answers) && held(other, second, answers)));
    expect(lost).toEqual([]);
    expect(PAIRWISE_ANSWERS.flatMap(refusals)).toEqual([]);
    expect(PAIRWISE_ANSWERS.length).toBeGreaterThan(40);
  });
});

describe('every pair of answers', () => {
  test('renders files that parse, and YAML that means the same under 1.1 and 1.2', () => {
    expect(everyFile.flatMap((file) => parseProblems(file))).toEqual([]);
  });

  test('renders clean text', () => {
    expect(everyFile.flatMap((file) => textProblems(nameOf(file), file.content))).toEqual([]);
  });

  testWithBash('renders scripts that bash can parse', () => {
    const scripts = everyFile.filter(({ path }) => path.endsWith('.sh'));
    expect(scripts.length).toBeGreaterThan(0);
    const contents = scripts.map((file, index) => [`${nameOf(file)} (text ${index})`, file.content]);
    expect(bashSyntaxProblems(Object.fromEntries(contents))).toEqual([]);
  });

  testWithBash('renders each value as a separate word in scripts, outside quotes', () => {
    const withQuotes = generatorThatWrites(
      TEST_GENERATOR, (language) => (value) => escapeFor(language)(language === 'shell' ? `${value}'"` : value),
    );
    const scripts = PAIRWISE_ANSWERS.slice(0, 12)
      .flatMap((answers) => renderPair(answers, withQuotes))
      .filter(({ path }) => path.endsWith('.sh'));
    const problems = bashSyntaxProblems(
      Object.fromEntries(scripts.map((file, index) => [`${nameOf(file)} (text ${index})`, file.content])),
    );
    expect(unique(problems.map((problem) => problem.replace(/ \(text [0-9]+\)/, '')))).toEqual([]);
  });

  test('renders each answer exactly, as a separate scalar', () => {
    const problems = PAIRWISE_ANSWERS.flatMap((answers) => valueProblems(resolveOptions(answers)));
    expect(unique(problems)).toEqual([]);
    expect(countTracedValues(resolveOptions(PAIRWISE_ANSWERS[0]))).toBeGreaterThan(50);
  });
});

describe('these checks find', () => {
  const generatorWith = (path: string, write: (escape: (value: unknown) => string) => string) => ({
    ...TEST_GENERATOR,
    templates: [
      {
        repo: 'app' as const,
        ownership: 'once' as const,
        layer: 'base',
        path,
        render: (_: object, escape: (value: unknown) => string) => write(escape),
      },
    ],
  });
  const options = resolveOptions({ appName: 'no', replicas: 1 });

  test.each([
    [
      'a value inside a scalar', 'a.yaml', (escape: (value: unknown) => string) => `a: x-${escape('no')}\n`,
      'not a whole scalar',
    ],
    [
      'a string that became a boolean', 'a.yaml',
      (escape: (value: unknown) => string) => `a: ${escape('no').replace(/"/g, '')}\n`, '"no" arrives as false',
    ],
    [
      'a number that became a string', 'a.json',
      (escape: (value: unknown) => string) => `{ "a": "${escape(1)}" }\n`.replace(/""/g, '"'), '1 arrives as "1"',
    ],
    [
      'a value inside a longer literal', 'a.js',
      (escape: (value: unknown) => string) => `f("x${escape('no').replace(/'/g, '')}");\n`, 'not a whole scalar',
    ],
  ])('%s', (_, path, write, problem) => {
    expect(valueProblems(options, generatorWith(path, write))).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    ['a.yaml', 'a: no\n'],
    ['a.yaml', 'a: 1_000\n'],
    ['a.yaml', 'a: 12:30:00\n'],
    ['a.yaml', 'a: 2026-11-22\n'],
    ['a.yaml', 'a: 1\na: 2\n'],
    ['a.yaml', 'a: !Nope b\n'],
    ['a.json', '{"a": 1,}'],
    ['a.js', 'const = 1;'],
    ['Dockerfile', 'FORM node\n'],
  ])('%s with %j', (path, content) => {
    expect(() => parseFile(path, content)).toThrow();
  });

  test.each([
    'a: undefined\n', 'a: [object Object]\n', 'a: NaN\n', 'a: <%= b %>\n', 'a: b \n', 'a:\tb\n', 'a: b', 'a: b\n\n',
    'a: b\n\n\nc: d\n', '\na: b\n', 'a: b\r\n',
  ])('%j', (content) => {
    expect(textProblems('a.yaml', content)).not.toEqual([]);
  });

  testWithBash('a script that ends too early', () => {
    expect(bashSyntaxProblems({ 'good.sh': 'if true; then :; fi\n', 'bad.sh': 'if true; then\n' })).toEqual([
      expect.stringMatching(/^bad\.sh: .*line 2/),
    ]);
  });
});

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}

function refusals(answers: Answers): string[] {
  try {
    resolveOptions(answers);
    return [];
  } catch (error) {
    return (error as OptionsError).problems.map(describeProblem);
  }
}

function parseProblems(file: PairFile): string[] {
  try {
    parseFile(file.path, file.content);
    return [];
  } catch (error) {
    return [`${nameOf(file)}: ${(error as Error).message}`];
  }
}
