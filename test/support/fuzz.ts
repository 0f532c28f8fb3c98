import * as fc from 'fast-check';

/** How often a property is tried: the environment variable FUZZ_RUNS raises it. */
export const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 2000);

/** The same cases on every run, so that every failure is reproducible; FUZZ_SEED gives others. */
export const FUZZ_SEED = Number(process.env.FUZZ_SEED ?? 20261122);

/** Tries a property. A failure prints the seed and the path of the smallest case. */
export function fuzz(property: fc.IProperty<unknown>, runs = FUZZ_RUNS): void {
  fc.assert(property, { numRuns: runs, seed: FUZZ_SEED });
}

/** Strings that have broken a shell, a template, a YAML scalar, an object's prototype or a terminal. */
export const HOSTILE_TEXTS: readonly string[] = [
  "'", '"', '`', '\\', "\\'", '"\\', '\n', '\r\n', '\t', '\u0000', 'a\nb', 'a\u0000b', '$(id)', '${HOME}', '`id`',
  '; rm -rf /', '&& id', '| id', '> x', '{{x}}', '{{ .Values }}', '<%= x %>', '<%- x %>', '${{ secrets.X }}', '#{x}',
  '%s', '%PATH%', '!x', '!Ref x', '&a', '*a', '# x', 'a #b', 'a: b', '- a', '---', '...', '<<', '=', '~', '?', '|', '>',
  '[a]', '{a: b}', 'no', 'On', 'y', 'N', 'null', 'Null', 'true', 'FALSE', '1_000', '12:30:00', '190:20:30', '0x1f',
  '0o17', '017', '0b11', '1e3', '12e03', '.5', '5.', '.inf', '-.INF', '.NaN', '1.36', '2026-11-22', '+1', '-0', '', ' ',
  ' a', 'a ', '..', '../..', '/etc/passwd', 'C:\\x', 'con', 'nul.txt', '__proto__', 'constructor', 'toString',
  'hasOwnProperty', 'prototype', 'café', 'ñ', 'ｆｕｌｌ', 'a\u202eb', '\u2066x', '\u200bx', '\ufeffx', '\u0085', '\u2028',
  '\u2029', '\u00a0', '\u007f', '\u009b31m', '\u001b[31m', '😀', 'e\u0301', '\ufffe', '\uffff', 'İ', 'ı',
];

/** Any string, often a hostile one. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 20 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...HOSTILE_TEXTS, 'a', '1', '-'), { maxLength: 5 })
      .map((parts) => parts.join('')),
  },
);
