/**
 * Compiles templates/**.ejs into src/render/compiled-templates.ts. The package then does not require EJS, and the
 * TypeScript compiler reports unknown context names and option values.
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

/** Writes the compiled templates if they changed. A new modification time would mark the compiled package as stale. */
export function compileTemplates(): void {
  const compiled = compile(readTemplates());
  if (existsSync(OUTPUT) && readFileSync(OUTPUT, 'utf8') === compiled) {
    return;
  }
  // Another process may be reading the file.
  const draft = `${OUTPUT}.${process.pid}`;
  writeFileSync(draft, compiled);
  renameSync(draft, OUTPUT);
}

/** Reads the text of every template of this package. */
export function readTemplates(): TemplateTexts {
  const files = readdirSync(TEMPLATES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(TEMPLATES.length + 1).replace(/\\/g, '/'))
    .sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(TEMPLATES, file), 'utf8')]));
}

/**
 * Returns the TypeScript source of all templates.
 *
 * @throws Error for a template with an invalid name or folder
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
    '/** The locals of each partial, in addition to the context. */',
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
