/**
 * Compiles templates/**.ejs into src/render/compiled-templates.ts, so that neither the command line nor a generated repo
 * needs EJS, and a name that no context has is a compile error.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ejs from 'ejs';
import { resolveOptions } from '../src/options/resolve';
import { createContext } from '../src/render/context';
import { parseTemplatePath } from '../src/render/template';

const ROOT = join(__dirname, '..');
const TEMPLATES = join(ROOT, 'templates');
const OUTPUT = join(ROOT, 'src', 'render', 'compiled-templates.ts');

/** The type is part of the package since EJS 3, but not of its type declarations. */
type EjsTemplate = { readonly source: string; generateSource(): void };
const Template = (ejs as unknown as { Template: new (text: string, options: object) => EjsTemplate }).Template;

export function compileTemplates(): void {
  const names = Object.keys(createContext('app', resolveOptions({ appName: 'app' }), '0.0.0'));
  const files = readdirSync(TEMPLATES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(TEMPLATES.length + 1).replace(/\\/g, '/'))
    .sort();
  const stray = files.filter((file) => !file.endsWith('.ejs'));
  if (stray.length > 0) {
    throw new Error(`templates must end in .ejs: ${stray.join(', ')}`);
  }
  const isPartial = (file: string) => file.startsWith('partials/');
  const templates = files.filter((file) => !isPartial(file)).map((file) =>
    `  { ...${JSON.stringify(parseTemplatePath(file))}, render: ${compile(file, names)} },`);
  const partials = files.filter(isPartial).map((file) =>
    `  ${JSON.stringify(file.slice('partials/'.length, -'.ejs'.length))}: ${compile(file, names)},`);
  writeFileSync(OUTPUT, [
    '/* eslint-disable */',
    '// Compiled from templates/ by projenrc/compile-templates.ts.',
    'import type { Generator } from \'./render\';',
    '',
    'export const TEMPLATES: Generator[\'templates\'] = [', ...templates, '];',
    '',
    'export const PARTIALS: Generator[\'partials\'] = {', ...partials, '};',
    '',
  ].join('\n'));
}

function compile(file: string, names: readonly string[]): string {
  const template = new Template(readFileSync(join(TEMPLATES, file), 'utf8'), { compileDebug: false, strict: true });
  template.generateSource();
  const body = template.source.replace(/^ {4}; /gm, '').replace(/escapeFn/g, 'escape');
  const code = body.replace(/__append\("(?:[^"\\]|\\.)*"\)/g, '');
  const used = names.filter((name) => new RegExp(`(?<![.\\w])${name}\\b`).test(code));
  // An underscore tells the compiler that a template has no use for the parameter.
  const parameter = (name: string, isUsed = false) => isUsed || new RegExp(`\\b${name}\\b`).test(code) ? name : `_${name}`;
  return [
    `(${parameter('locals', used.length > 0)}: any, ${parameter('escape')}, ${parameter('include')}) => {`,
    // Named twice, for a name may also stand in a text alone, and what is not used is a compile error.
    ...(used.length > 0 ? [`const { ${used.join(', ')} } = locals; void { ${used.join(', ')} };`] : []),
    'let output = "";',
    'const __append = (text: string) => { output += text; };',
    body.trimEnd(),
    'return output;',
    '}',
  ].join('\n');
}

compileTemplates();
