import { runInNewContext } from 'node:vm';
import { DockerfileParser } from 'dockerfile-ast';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { escapeFor } from '../../src/render/escape';
import { bashReads, testWithBash } from '../support/bash';
import { anyText, fuzz, FUZZ_RUNS, FUZZ_SEED, HOSTILE_TEXTS } from '../support/fuzz';
import { parseModules } from '../support/terraform/module';

const value = fc.oneof(
  { weight: 4, arbitrary: anyText },
  { weight: 1, arbitrary: fc.oneof(fc.maxSafeInteger(), fc.boolean()) },
);

/** Characters that YAML allows without escapes; others make some parsers refuse the whole file. */
// eslint-disable-next-line no-control-regex
const YAML_TEXT = /^[\t\n\r\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

describe.each(['1.1', '1.2'] as const)('YAML %s reads back', (version) => {
  const write = escapeFor('yaml');

  test('a scalar in any position', () => {
    fuzz(
      fc.property(value, (written) => {
        const text = `key: ${write(written)}\nlist:\n  - ${write(written)}\nflow: [${write(written)}, {inner: ${write(written)}}] # comment\n`;
        expect(text).toMatch(YAML_TEXT);
        expect(parse(text, { version })).toStrictEqual({
          key: written, list: [written], flow: [written, { inner: written }],
        });
      }),
    );
  });

  test('a key', () => {
    fuzz(fc.property(anyText, (written) => {
      expect(Object.entries(parse(`${write(written)}: 1\n`, { version, merge: false }))).toEqual([[written, 1]]);
    }), FUZZ_RUNS / 4);
  });

  test('a list', () => {
    fuzz(fc.property(fc.array(value, { maxLength: 4 }), (written) => {
      expect(parse(`key: ${write(written)}\n`, { version })).toStrictEqual({ key: written });
    }), FUZZ_RUNS / 4);
  });
});

test('JSON reads back what was written', () => {
  fuzz(fc.property(fc.oneof(value, fc.array(value)), (written) => {
    expect(JSON.parse(`{"key": ${escapeFor('json')(written)}}`)).toStrictEqual({ key: written });
  }));
});

test('JavaScript reads back what was written', () => {
  fuzz(fc.property(value, (written) => {
    const literal = escapeFor('javascript')(written);
    expect(literal).not.toMatch(/\n/);
    expect(runInNewContext(`(${literal})`)).toBe(written);
  }), FUZZ_RUNS / 4);
  fuzz(fc.property(fc.array(anyText, { minLength: 50, maxLength: 50 }), (written) => {
    expect([...runInNewContext(`[${written.map(escapeFor('javascript')).join(', ')}]`)]).toEqual(written);
  }), FUZZ_RUNS / 50);
});

test('HCL reads back what was written', () => {
  const texts = [...HOSTILE_TEXTS, '\b\f\\b', '${a} %{b} $${c}', ...fc.sample(anyText, { numRuns: FUZZ_RUNS, seed: FUZZ_SEED })];
  const lines = texts.map((text, index) => `  v${index} = ${escapeFor('hcl')(text)}\n`);
  const [{ locals }] = parseModules([{ 'a.tf': `locals {\n${lines.join('')}}\n` }]);
  // HCL composes characters (NFC). The parser keeps the doubled signs that begin a template.
  expect(texts.map((_, index) => locals[`v${index}`])).toEqual(texts.map((text) =>
    text.normalize('NFC').replace(/[$%](?=\{)/g, '$&$&')));
});

describe('a shell', () => {
  testWithBash('reads back what was written', () => {
    const texts = [...HOSTILE_TEXTS, ...fc.sample(anyText, { numRuns: FUZZ_RUNS, seed: FUZZ_SEED })].filter(
      (text) => !text.includes('\0'),
    );
    expect(bashReads(texts.map(escapeFor('shell')))).toEqual(texts);
  });

  test('cannot hold the character NUL', () => {
    expect(() => escapeFor('shell')('a\0b')).toThrow('cannot represent it');
  });
});

test('a Dockerfile reads back every value that it can hold', () => {
  fuzz(
    fc.property(anyText, (written) => {
      const word = writtenOrRefused('dockerfile', written);
      if (word !== undefined) {
        const instructions = DockerfileParser.parse(`FROM scratch\nENV KEY=${word}\n`).getENVs();
        expect(
          instructions.flatMap((instruction) => instruction.getProperties()).map((property) => property.getValue()),
        ).toEqual([written]);
      }
    }),
  );
});

test.each(['html', 'markdown'] as const)('%s shows what was written', (language) => {
  const characters: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': '\'' };
  fuzz(fc.property(anyText, (written) => {
    const text = writtenOrRefused(language, written);
    if (text !== undefined) {
      expect(text).not.toMatch(/[<>"']/);
      expect(text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => characters[entity])).toBe(written);
    }
  }));
});

test('plain text keeps a single line and refuses anything else', () => {
  fuzz(fc.property(anyText, (written) => {
    const text = writtenOrRefused('text', written);
    expect(text).toBe(/\p{Cc}/u.test(written) ? undefined : written);
  }));
});

test.each(['yaml', 'json', 'javascript', 'shell', 'dockerfile', 'html', 'markdown', 'text'] as const)(
  '%s refuses undefined values',
  (language) => {
    [undefined, null].forEach((nothing) => expect(() => escapeFor(language)(nothing)).toThrow('does not exist'));
  },
);

function writtenOrRefused(language: 'dockerfile' | 'html' | 'markdown' | 'text', written: string): string | undefined {
  try {
    return escapeFor(language)(written);
  } catch (error) {
    expect((error as Error).message).toContain('cannot represent it');
    return undefined;
  }
}
