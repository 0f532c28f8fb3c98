import { isDeepStrictEqual } from 'node:util';
import * as ts from 'typescript';
import { parseYaml } from './parse-file';
import { type PairFile, nameOf, renderResolvedPair, TEST_GENERATOR } from './render-pair';
import type { ResolvedOptions } from '../../src/options/resolved-options';
import { type Language, languageOf } from '../../src/render/escape';
import type { Generator } from '../../src/render/render';
import type { Escape, TemplateFunction } from '../../src/render/template-function';

/** A mark that replaces the values of templates: a plain word in every language. */
const MARK = /mark([0-9]+)mark/;

/** Marks by value. A value has the same mark in every pair, so that equal files stay equal. */
const VALUES: unknown[] = [];
const NUMBERS = new Map<string, number>();

function numberOf(value: unknown): number {
  const key = JSON.stringify(value);
  const number = NUMBERS.get(key) ?? VALUES.push(value) - 1;
  NUMBERS.set(key, number);
  return number;
}

/**
 * Problems of the places where templates write values: a value must be a whole scalar of its file, and a parser
 * must read exactly that value, in type and bytes. To find the places, the pair is rendered a second time with a mark
 * for each value.
 */
export function valueProblems(options: ResolvedOptions, generator = TEST_GENERATOR): string[] {
  const real = renderResolvedPair(options, generator);
  const marked = renderResolvedPair(options, markingGenerator(generator));
  return marked.flatMap((file, index) => {
    const name = nameOf(file);
    if (nameOf(real[index]) !== name) {
      return [`${name} stands in another place when values are marked`];
    }
    const [expected, actual] = [scalarsIn(file), scalarsIn(real[index])];
    return [...expected].flatMap(([place, scalar]) => placeProblem(`${name} at ${place}`, scalar, actual.get(place)));
  });
}

/** The number of checkable values in a pair: a test without any proves nothing. */
export function countTracedValues(options: ResolvedOptions): number {
  const marked = renderResolvedPair(options, markingGenerator(TEST_GENERATOR));
  return marked.flatMap((file) => [...scalarsIn(file).values()]).filter((scalar) => MARK.test(String(scalar))).length;
}

function placeProblem(place: string, marked: unknown, actual: unknown): string[] {
  const found = typeof marked === 'string' ? MARK.exec(marked) : null;
  if (!found) {
    return [];
  }
  if (found[0] !== marked) {
    return [`${place}: a value is a part of ${JSON.stringify(marked)}, not a whole scalar`];
  }
  const value = VALUES[Number(found[1])];
  return isDeepStrictEqual(actual, value)
    ? []
    : [`${place}: ${JSON.stringify(value)} arrives as ${JSON.stringify(actual)}`];
}

/** Parsing is slow, and most files of most pairs are equal. */
const READ = new Map<string, ReadonlyMap<string, unknown>>();

function scalarsIn({ path, content }: PairFile): ReadonlyMap<string, unknown> {
  const key = `${path}\n${content}`;
  const scalars = READ.get(key) ?? new Map(READERS[languageOf(path)]?.(content) ?? []);
  READ.set(key, scalars);
  return scalars;
}

type Place = readonly [place: string, scalar: unknown];

const READERS: Readonly<Partial<Record<string, (content: string) => Place[]>>> = {
  yaml: (content) => placesOf(parseYaml(content, '1.1')),
  json: (content) => placesOf(JSON.parse(content)),
  javascript: literalsOf,
};

/** Every scalar with its path, including keys; also every list as a whole, because a value may be a list. */
function placesOf(value: unknown, path = ''): Place[] {
  // A buildspec in a template is a file in a file.
  if (typeof value === 'string' && value.startsWith('version: 0.2\n')) {
    return placesOf(parseYaml(value, '1.1'), path);
  }
  const whole: Place[] = [[path, value]];
  if (typeof value !== 'object' || value === null) {
    return whole;
  }
  const keys: Place[] = Array.isArray(value)
    ? []
    : Object.keys(value).map((key, index) => [`${path} key ${index}`, key]);
  return [...whole, ...keys, ...Object.values(value).flatMap((inner, index) => placesOf(inner, `${path}/${index}`))];
}

function literalsOf(content: string): Place[] {
  const literals: Place[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isStringLiteralLike(node)) {
      literals.push([`literal ${literals.length}`, node.text]);
    } else if (ts.isNumericLiteral(node)) {
      literals.push([`literal ${literals.length}`, Number(node.text)]);
    } else if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
      literals.push([`literal ${literals.length}`, node.kind === ts.SyntaxKind.TrueKeyword]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('file.ts', content, ts.ScriptTarget.ES2022));
  return literals;
}

function markingGenerator(generator: Generator): Generator {
  const quotes: Readonly<Partial<Record<string, string>>> = { json: '"', javascript: '\'' };
  return generatorThatWrites(generator, (language) => {
    const quote = quotes[language] ?? '';
    return (value) => `${quote}mark${numberOf(value)}mark${quote}`;
  });
}

/** A generator whose templates write values in another way. */
export function generatorThatWrites(
  { version, templates, partials }: Generator,
  writeIn: (language: Language) => Escape,
): Generator {
  const wrap =
    (render: TemplateFunction, language: Language): TemplateFunction =>
      (locals, _, include) =>
        render(locals, writeIn(language), include);
  return {
    version,
    templates: templates.map((template) => ({ ...template, render: wrap(template.render, languageOf(template.path)) })),
    partials: Object.fromEntries(Object.entries(partials).map(([name, render]) => [name, wrap(render, 'text')])),
  };
}
