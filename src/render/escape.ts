import { basename, extname } from 'node:path';
import type { Escape } from './template-function';

/** The language of a generated file, from its name. */
export function languageOf(path: string): Language {
  const name = basename(path);
  const extension = name === 'Dockerfile' ? 'Dockerfile' : extname(name);
  return EXTENSIONS[extension] ?? 'text';
}

/** Writes a value as one whole scalar, word or literal of the language. Throws for a value that the language cannot hold. */
export function escapeFor(language: Language): Escape {
  return (value) => {
    if (value === undefined || value === null) {
      throw new Error(`a template wrote ${value}: it names something that does not exist`);
    }
    return LANGUAGES[language](value);
  };
}

/** The comment of a language, for one line of text; undefined where the language has none. */
export function commentFor(language: Language, text: string): string | undefined {
  switch (language) {
    case 'javascript': return `// ${text}`;
    case 'markdown':
    case 'html': return `<!-- ${text} -->`;
    case 'json': return undefined;
    default: return `# ${text}`;
  }
}

export type Language = 'yaml' | 'json' | 'javascript' | 'shell' | 'dockerfile' | 'html' | 'markdown' | 'text';

const EXTENSIONS: Readonly<Record<string, Language>> = {
  '.yaml': 'yaml',
  '.yml': 'yaml',
  '.json': 'json',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.ts': 'javascript',
  '.sh': 'shell',
  'Dockerfile': 'dockerfile',
  '.html': 'html',
  '.md': 'markdown',
};

const LANGUAGES: Readonly<Record<Language, Escape>> = {
  yaml: (value) => Array.isArray(value) ? `[${value.map(yamlScalar).join(', ')}]` : yamlScalar(value),
  json: (value) => JSON.stringify(value),
  javascript: (value) => typeof value === 'string' ? `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'')}'` : JSON.stringify(value),
  shell: (value) => shellWord(plain(value, /^[^\0]*$/)),
  dockerfile: (value) => plain(value, /^[A-Za-z0-9_.,/:@%+=-]+$/),
  html: escapeHtml,
  markdown: (value) => escapeHtml(plain(value, /^[^`\r\n]*$/)),
  text: (value) => plain(value, /^[^\p{Cc}]*$/u),
};

/**
 * A plain scalar where YAML 1.1 and 1.2 both read the very text, else a double-quoted one: JSON's strings are YAML's.
 * Words that either version reads as a null, a boolean or a number are quoted.
 */
function yamlScalar(value: unknown): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  const isPlain = /^[A-Za-z_/][A-Za-z0-9_./@:-]*$/.test(value) && !value.endsWith(':');
  const isTrap = /^(y|n|yes|no|on|off|true|false|null|nan|inf|e[-+]?[0-9_]+)$/i.test(value);
  return isPlain && !isTrap ? value : JSON.stringify(value).replace(INVISIBLE, yamlEscape);
}

/** Control characters, and those that cannot be seen, turn the direction of writing, or are none. Not by Unicode's classes, which change. */
const INVISIBLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;

function yamlEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function escapeHtml(value: unknown): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };
  return String(value).replace(/[&<>"']/g, (character) => entities[character]);
}

function shellWord(text: string): string {
  return /^[A-Za-z0-9_.,/:@%+=-]+$/.test(text) ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
}

function plain(value: unknown, allowed: RegExp): string {
  const text = String(value);
  if (!allowed.test(text)) {
    throw new Error(`a template wrote ${JSON.stringify(text)} into a file that cannot hold it`);
  }
  return text;
}
