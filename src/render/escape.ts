import { basename, extname } from 'node:path';
import type { Escape } from './template-function';

/** A language of generated files. */
export type Language = 'yaml' | 'json' | 'javascript' | 'shell' | 'dockerfile' | 'hcl' | 'html' | 'markdown' | 'text';

interface Rules {
  /** File extensions, and names of files without an extension. */
  readonly files: readonly string[];
  /** Writes a value as one complete scalar, word or literal. Throws for a value that the language cannot represent. */
  readonly write: Escape;
  /** Returns a comment with one line of text. Undefined if the language has no comments. */
  readonly comment?: (text: string) => string;
}

const hash = (text: string) => `# ${text}`;
const slashes = (text: string) => `// ${text}`;
const markup = (text: string) => `<!-- ${text} -->`;

const LANGUAGES: Readonly<Record<Language, Rules>> = {
  yaml: {
    files: ['.yaml', '.yml'],
    write: (value) => Array.isArray(value) ? `[${value.map(yamlScalar).join(', ')}]` : yamlScalar(value),
    comment: hash,
  },
  json: { files: ['.json'], write: (value) => JSON.stringify(value) },
  javascript: { files: ['.js', '.mjs', '.ts'], write: javascriptLiteral, comment: slashes },
  shell: { files: ['.sh'], write: (value) => shellWord(plain(value, /^[^\0]*$/)), comment: hash },
  dockerfile: { files: ['Dockerfile'], write: (value) => plain(value, /^[A-Za-z0-9_.,/:@%+=-]+$/), comment: hash },
  hcl: { files: ['.tf', '.tfvars', '.hcl'], write: hclValue, comment: hash },
  html: { files: ['.html'], write: escapeHtml, comment: markup },
  markdown: { files: ['.md'], write: (value) => escapeHtml(plain(value, /^[^`\r\n]*$/)), comment: markup },
  text: {
    files: ['.txt', '.dockerignore', '.editorconfig', '.gitattributes', '.gitignore', '.shellcheckrc'],
    write: (value) => plain(value, /^[^\0-\x1f\x7f-\x9f]*$/),
    comment: hash,
  },
};

/**
 * Returns the language of a generated file, from its name.
 *
 * @throws Error for an unknown name: values would otherwise be written without escaping
 */
export function languageOf(path: string): Language {
  const name = basename(path);
  const kind = extname(name) || name;
  const language = (Object.keys(LANGUAGES) as Language[]).find((candidate) =>
    LANGUAGES[candidate].files.includes(kind),
  );
  if (!language) {
    throw new Error(`${path}: no language has files named ${kind}. Add the name to the table of languages in src/render/escape.ts`);
  }
  return language;
}

/** Returns a function that writes values in a language. It throws for a value that the language cannot represent. */
export function escapeFor(language: Language): Escape {
  return (value) => {
    if (value === undefined || value === null) {
      throw new Error(`a template wrote ${value}: it uses a name that does not exist`);
    }
    return LANGUAGES[language].write(value);
  };
}

/** Returns a comment with one line of text; undefined if the language has no comments. */
export function commentFor(language: Language, text: string): string | undefined {
  return LANGUAGES[language].comment?.(text);
}

function javascriptLiteral(value: unknown): string {
  const text = JSON.stringify(value);
  return typeof value === 'string' ? `'${text.slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'')}'` : text;
}

/**
 * Writes a plain scalar if YAML 1.1 and 1.2 both read it as the same string, else a double-quoted one. Every JSON
 * string is a valid YAML string. Words that either version reads as null, a boolean or a number are quoted.
 */
function yamlScalar(value: unknown): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  const isPlain = /^[A-Za-z_/][A-Za-z0-9_./@:-]*$/.test(value) && !value.endsWith(':');
  const isTrap = /^(y|n|yes|no|on|off|true|false|null|nan|inf|e[-+]?[0-9_]+)$/i.test(value);
  return isPlain && !isTrap ? value : JSON.stringify(value).replace(INVISIBLE, yamlEscape);
}

/** Control, invisible and bidirectional characters, and noncharacters. Listed, because Unicode's classes change. */
const INVISIBLE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;

function yamlEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A JSON string is an HCL string without the escapes that HCL lacks, and with "${" and "%{" doubled. */
function hclValue(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(hclValue).join(', ')}]`;
  }
  return typeof value === 'string'
    ? JSON.stringify(value)
      .replace(/\\\\|\\b|\\f/g, (escape) => ({ '\\b': '\\u0008', '\\f': '\\u000c' })[escape] ?? escape)
      .replace(/[$%](?=\{)/g, '$&$&')
    : String(value);
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
    throw new Error(`a template wrote ${JSON.stringify(text)} into a file that cannot represent it`);
  }
  return text;
}
