/**
 * Compiles templates/**.ejs into src/render/compiled-templates.ts, so that neither the command line nor a generated
 * repo needs EJS, and the TypeScript compiler finds a name that no context has and a value that no option has.
 */
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFunction, localsOf } from './compile-templates/function';
import { checkLayer } from './compile-templates/layer';
import { resolveOptions } from '../src/options/resolve';
import { createContext } from '../src/render/context';
import { parseLayer } from '../src/render/layers';
import { parseTemplatePath } from '../src/render/template';

const ROOT = join(__dirname, '..');
const TEMPLATES = join(ROOT, 'templates');
const OUTPUT = join(ROOT, 'src', 'render', 'compiled-templates.ts');

/** The text of every template, by its path below templates/. */
type TemplateTexts = Readonly<Record<string, string>>;

/**
 * Writes the compiled templates, unless they are there already: a new time would say that the package must be compiled
 * again.
 */
export function compileTemplates(): void {
  const compiled = compile(readTemplates());
  if (existsSync(OUTPUT) && readFileSync(OUTPUT, 'utf8') === compiled) {
    return;
  }
  // Other processes may read it at this moment.
  const draft = `${OUTPUT}.${process.pid}`;
  writeFileSync(draft, compiled);
  renameSync(draft, OUTPUT);
}

/** The text of every template of this package. */
export function readTemplates(): TemplateTexts {
  const files = readdirSync(TEMPLATES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(TEMPLATES.length + 1).replace(/\\/g, '/'))
    .sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(TEMPLATES, file), 'utf8')]));
}

/**
 * The TypeScript source of all templates.
 *
 * @throws Error for a template whose name or folder is wrong
 */
export function compile(texts: TemplateTexts): string {
  const files = Object.keys(texts);
  const stray = files.filter((file) => !file.endsWith('.ejs'));
  if (stray.length > 0) {
    throw new Error(`templates must end in .ejs: ${stray.join(', ')}`);
  }
  files.forEach(checkLayer);
  const names = Object.keys(createContext('app', resolveOptions({ appName: 'app' }), '0.0.0'));
  const isPartial = (file: string) => file.startsWith('partials/');
  const partialName = (file: string) => JSON.stringify(file.slice('partials/'.length, -'.ejs'.length));
  const partials = files.filter(isPartial);
  return [
    '/* eslint-disable */',
    '// Compiled from templates/ by projenrc/compile-templates.ts.',
    'import type { Context } from \'./context\';',
    'import type { Printed } from \'./printed\';',
    'import type { TemplatePlace } from \'./template\';',
    'import type { CheckedFunction } from \'./template-function\';',
    '',
    '/** What each partial takes beside the context. */',
    'interface Partials {',
    ...partials.map((file) => `  ${partialName(file)}: ${localsOf(texts[file])};`),
    '}',
    '',
    'export const TEMPLATES: ReadonlyArray<TemplatePlace & { readonly render: CheckedFunction<Partials & Printed, Context> }> = [',
    ...files
      .filter((file) => !isPartial(file))
      .map((file) => {
        const place = parseTemplatePath(file);
        return `  { ...${JSON.stringify(place)}, render: ${compileFunction(texts[file], names, parseLayer(place.layer).each)} },`;
      }),
    '];',
    '',
    'export const PARTIALS: { readonly [Name in keyof Partials]: CheckedFunction<Partials & Printed, Context & Partials[Name]> } = {',
    ...partials.map((file) => `  ${partialName(file)}: ${compileFunction(texts[file], names)},`),
    '};',
    '',
  ].join('\n');
}

if (require.main === module) {
  compileTemplates();
}
