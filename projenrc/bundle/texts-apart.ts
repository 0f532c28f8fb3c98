import { readFileSync, writeFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Simplifies the compiled templates: no closure for the output, and functions in parentheses as in `minifyEagerly`. */
function lighter(code: string): string {
  const result = code
    .replace(/^const __append = .*\n/gm, '')
    .replace(/^__append\((.*(?:\n\))?|.*\{\n(?: {2}.*\n)+\}\) ?)\)$/gm, 'output += $1;')
    .replace(/\((\w*locals, \w*escape, \w*include)\) => \{(?=\n)/g, '(function ($1) {')
    .replace(/^return output;\n\}/gm, 'return output;\n})')
    .replace(
      /\(function \(.*\) \{\nlet output = "";\noutput \+= (TEXTS\.slice\(.*\));\nreturn output;\n\}\)/g,
      'constant($1)',
    );
  if (result.includes('__append')) {
    throw new Error('a template appends something in a form that projenrc/bundle/texts-apart.ts does not know');
  }
  return result;
}

/**
 * Moves the texts of the templates into a separate file, because parsing them as code takes several times as long.
 *
 * @param file where to write them
 */
export function textsApart(file: string): Plugin {
  return {
    name: 'texts-apart',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]compiled-templates\.ts$/ }, ({ path }) => {
        let texts = '';
        const apart = (text: string) => {
          texts += text;
          return `TEXTS.slice(${texts.length - text.length}, ${texts.length})`;
        };
        // ASCII only: one other character would double the size of the string in memory.
        const code = readFileSync(path, 'utf8').replace(/(?<=__append\()"(?:[^"\\]|\\.){60,}"(?=\))/g, (literal) =>
          (JSON.parse(literal) as string)
            .split(/([^\0-\x7f]+)/)
            .map((text) => (/^[\0-\x7f]{60,}$/.test(text) ? apart(text) : JSON.stringify(text)))
            .join(' + '),
        );
        writeFileSync(file, texts);
        const read =
          "const TEXTS = require('node:fs').readFileSync(require('node:path').join(__dirname, 'templates.txt'), 'latin1');";
        return { contents: `${read}\nconst constant = (text: string) => () => text;\n${lighter(code)}`, loader: 'ts' };
      });
    },
  };
}
