import * as fc from 'fast-check';
import type { Answers, OptionValues } from '../../src/options/option';
import { OptionsError, type Problem, describeProblem } from '../../src/options/problem';
import { resolveOptions } from '../../src/options/resolve';
import type { ResolvedOptions } from '../../src/options/resolved-options';
import { OPTIONS } from '../../src/options/table';
import { anyText, fuzz } from '../support/fuzz';
import { parseFile } from '../support/parse-file';
import { hostileValue, validAnswers } from '../support/random-answers';
import { nameOf, renderResolvedPair } from '../support/render-pair';
import { textProblems } from '../support/text-rules';
import { valueProblems } from '../support/trace-values';

/** Enough for a pair, so that only the other answers can be wrong. */
const USUAL = { appName: 'my-app' };

test('valid answers give clean files', () => {
  const seen = new Set<string>();
  fuzz(fc.property(validAnswers, fc.nat(), (answers, pick) => {
    const options = resolveOptions(answers);
    const values: OptionValues = options;
    for (const [name, value] of Object.entries(answers)) {
      expect(values[name]).toEqual(value);
    }
    const files = renderResolvedPair(options).filter(({ content }) => !seen.has(content));
    expect(files.flatMap((file) => textProblems(nameOf(file), file.content))).toEqual([]);
    // All files of all pairs would take minutes. Over the runs, each is parsed dozens of times.
    files.slice(pick % files.length).slice(0, 1).forEach((file) => parseFile(file.path, file.content));
    files.forEach(({ content }) => seen.add(content));
  }));
});

test('valid answers reach the files exactly', () => {
  fuzz(fc.property(validAnswers, (answers) => {
    expect(valueProblems(resolveOptions(answers))).toEqual([]);
  }), 60);
});

test('any other answer is refused with name, value and rule, or reaches the files exactly', () => {
  const taken: ResolvedOptions[] = [];
  const name = fc.constantFrom(...OPTIONS.map((option) => option.name));
  fuzz(
    fc.property(fc.dictionary(name, hostileValue, { minKeys: 1, maxKeys: 3 }), (hostile) => {
      const { options, problems } = resolveOrRefuse({ ...USUAL, ...hostile });
      const values: OptionValues | undefined = options;
      for (const [option, value] of Object.entries(hostile)) {
        problems.filter((problem) => problem.option === option).forEach((problem) => expectGoodProblem(problem, value));
        if (values) {
          expect(plain(option, values[option])).toEqual(plain(option, value));
        }
      }
      expect([...Object.keys(hostile), ...dependents(hostile)]).toEqual(
        expect.arrayContaining(problems.map(({ option }) => option)),
      );
      taken.push(...(options ? [options] : []));
    }),
  );
  expect(taken.length).toBeGreaterThan(10);
  expect([...new Set(taken.slice(0, 60).flatMap((options) => valueProblems(options)))]).toEqual([]);
});

test.each([
  ['replicas', '007'],
  ['port', '08080'],
  ['replicas', '+3'],
  ['replicas', '3.0'],
  ['port', '0x1f90'],
])('%s refuses %j as ambiguous or no number', (name, value) => {
  expect(resolveOrRefuse({ ...USUAL, [name]: value }).problems).toEqual([
    expect.objectContaining({ option: name, value }),
  ]);
});

test('refuses a name that is no option', () => {
  const names = OPTIONS.map((option) => option.name);
  fuzz(
    fc.property(
      anyText.filter((name) => !names.includes(name)),
      fc.constantFrom('x', 1, true),
      (name, value) => {
        const { problems } = resolveOrRefuse({
          ...USUAL, ...JSON.parse(`{${JSON.stringify(name)}: ${JSON.stringify(value)}}`),
        });
        expect(problems).toEqual([
          expect.objectContaining({ option: name, rule: expect.stringContaining('is not an option') }),
        ]);
        expect(isPrintable(describeProblem(problems[0]))).toBe(true);
      },
    ),
  );
});

test('no answer changes the prototype of objects', () => {
  resolveOrRefuse(
    JSON.parse('{"appName": "ab", "__proto__": {"replicas": 7}, "constructor": {"prototype": {"replicas": 7}}}'),
  );
  expect(({} as { replicas?: number }).replicas).toBeUndefined();
});

/** Options or at least one problem: any other error is a defect. */
function resolveOrRefuse(answers: Answers): {
  readonly options?: ResolvedOptions;
  readonly problems: readonly Problem[];
} {
  try {
    return { options: resolveOptions(answers), problems: [] };
  } catch (error) {
    if (error instanceof OptionsError && error.problems.length > 0) {
      return { problems: error.problems };
    }
    throw error;
  }
}

function expectGoodProblem(problem: Problem, value: unknown): void {
  const text = describeProblem(problem);
  expect(problem.value).toBe(value);
  expect(problem.rule).toMatch(/^(must|has an effect only when|is required)/);
  expect(text).toContain(problem.option);
  // A rule may quote the value, whose characters are then escaped.
  expect(text).toContain(isPrintable(problem.rule) ? problem.rule : problem.rule.split('(')[0]);
  expect(isPrintable(text)).toBe(true);
}

/** Whether a terminal shows a string unchanged: without control characters and direction marks. */
function isPrintable(text: string): boolean {
  return !/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);
}

/** Options whose valid value another answer can make invalid. */
function dependents(answers: object): string[] {
  return OPTIONS.filter(({ when = [] }) => when.some(({ option }) => option in answers))
    .map(({ name }) => name)
    .concat('configRepoName', 'iac');
}

/** A value as a command-line flag: numbers and booleans as strings, lists with commas and optional white space. */
function plain(name: string, value: unknown): string {
  const type = OPTIONS.find((option) => option.name === name)?.type;
  const isList = type === 'list' || type === 'environments';
  if (type === 'environments' && typeof value === 'string' && value.trimStart().startsWith('[')) {
    return plain(name, JSON.parse(value));
  }
  const parts = Array.isArray(value)
    ? value.map((part) => (type === 'environments' ? part.name ?? part : part))
    : String(value)
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  return isList ? parts.join(',') : String(value);
}
