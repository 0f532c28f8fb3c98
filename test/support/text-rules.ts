import { languageOf } from '../../src/render/escape';

/** A forbidden pattern, and the languages to which it applies. */
interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/** Patterns that no generated file contains: traces of faulty templates, and linters' findings. */
const RULES: readonly Rule[] = [
  { name: 'a value that does not exist', pattern: /\bundefined\b/, except: ['javascript'] },
  { name: 'an object written as text', pattern: /\[object \w+\]/ },
  { name: 'a number that is none', pattern: /\bNaN\b/ },
  { name: 'a template tag', pattern: /<%|%>/ },
  { name: 'white space at the end of a line', pattern: /[ \t]\n/ },
  { name: 'a carriage return', pattern: /\r/ },
  { name: 'a tab', pattern: /\t/, only: ['yaml', 'json', 'javascript', 'markdown'] },
  { name: 'two blank lines in a row', pattern: /\n\n\n/ },
  { name: 'a blank line at the start', pattern: /^\n/ },
  { name: 'no line end at the end', pattern: /[^\n]$/ },
  { name: 'a blank line at the end', pattern: /\n\n$/ },
  { name: 'an unfinished note', pattern: /\b(TODO|FIXME|XXX)\b/ },
];

/** The rules that a generated text breaks, each with the line that breaks it. */
export function textProblems(path: string, content: string): string[] {
  const language = languageOf(path);
  return RULES
    .filter(({ only, except }) => (only?.includes(language) ?? true) && !except?.includes(language))
    .flatMap(({ name, pattern }) => {
      const found = pattern.exec(content);
      return found ? [`${path}:${content.slice(0, found.index).split('\n').length} holds ${name}`] : [];
    });
}
