import { type Context, createContext } from './context';
import { commentFor, escapeFor, languageOf } from './escape';
import { layerApplies, layerContexts, parseLayer } from './layers';
import { print } from './printed';
import type { Ownership } from './template';
import type { Include, Template, TemplateFunction } from './template-function';
import { layerOptions } from '../environments/environments';
import { inWordsOfLayout } from '../options/layout-words';
import type { Repo } from '../options/repo';
import type { ResolvedOptions } from '../options/resolved-options';
import { inWordsOf } from '../package-managers/words';

/** A file of a generated repository. */
export interface RenderedFile {
  /** The path of the template. It is the same in all releases and for all answers. */
  readonly id: string;
  /** The path relative to the repository, with slashes. */
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
  readonly ownership: Ownership;
}

/** The version and the templates of a release of this package. */
export interface Generator {
  readonly version: string;
  readonly templates: readonly Template[];
  // The compiler checks the locals of partials in compiled-templates.ts.
  readonly partials: Readonly<Record<string, TemplateFunction<any>>>;
}

const MANAGED_NOTE =
  'Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.';

/**
 * Renders the files of one repository, sorted by path. Pure: the same options result in the same files.
 *
 * @param own paths of managed files that belong to the user in this repository
 * A single repository has the files of both halves of a pair. Where both have a file of one path, the templates in
 * `single` must have one, too, which replaces them.
 *
 * @throws Error if two layers have the same path, a template uses an unknown name, or a file is empty
 */
export function renderRepo(
  repo: Repo,
  options: ResolvedOptions,
  generator: Generator,
  own: readonly string[] = [],
): RenderedFile[] {
  const shared = createContext(repo, options, generator.version);
  const conditions = layerOptions(options);
  const files = new Map<string, RenderedFile>();
  /** Files of `single`, which replace those of both halves. */
  const replacing = new Set<string>();
  for (const template of inOrder(repo, generator.templates)) {
    const layer = parseLayer(template.layer);
    if (!layerApplies(layer, conditions)) {
      continue;
    }
    for (const context of layerContexts(layer, shared)) {
      const path = fillPath(template.path, context);
      if (replacing.has(path) && template.repo !== 'single') {
        continue;
      }
      if (files.has(path)) {
        throw new Error(`two template layers have the file ${path} (one of them is ${template.layer})`);
      }
      files.set(path, renderFile(template, path, context, generator.partials, own));
      if (template.repo === 'single') {
        replacing.add(path);
      }
    }
  }
  return [...files.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The folders of templates of each repository. Files of the first one replace those of the others. */
const SOURCES: Readonly<Record<Repo, ReadonlyArray<Template['repo']>>> = {
  app: ['both', 'app'],
  config: ['both', 'config'],
  single: ['single', 'both', 'app', 'config'],
};

function inOrder(repo: Repo, templates: readonly Template[]): readonly Template[] {
  return SOURCES[repo].flatMap((source) => templates.filter((template) => template.repo === source));
}

function renderFile(
  template: Template,
  path: string,
  context: Context,
  partials: Generator['partials'],
  own: readonly string[],
): RenderedFile {
  const ownership = template.ownership === 'managed' && own.includes(path) ? 'merged' : template.ownership;
  const content = inWordsOf(
    context.packageManager,
    inWordsOfLayout(context.layout, renderContent({ ...template, ownership }, path, context, partials)),
  );
  return { id: template.path, path, content, executable: content.startsWith('#!'), ownership };
}

function renderContent(template: Template, path: string, context: Context, partials: Generator['partials']): string {
  const language = languageOf(path);
  const escape = escapeFor(language);
  const include: Include = (name, extra = {}) => {
    const { indent = 0 } = extra as { readonly indent?: number };
    const printed = print(name, context, language, indent);
    if (printed !== undefined) {
      return printed;
    }
    if (!partials[name]) {
      throw new Error(`${template.path} includes ${name}, which does not exist in templates/partials`);
    }
    return indented(partials[name]({ ...context, ...extra }, escape, include), indent);
  };
  const content = template.render(context, escape, include);
  if (content.trim() === '') {
    throw new Error(
      `template ${template.path} of the layer ${template.layer} renders an empty file: put the condition into the layer's name`,
    );
  }
  const note = template.ownership === 'managed' ? commentFor(language, MANAGED_NOTE) : undefined;
  return note ? noted(content, note) : content;
}

/** Adds the note as the first line, or after the `#!` line of a script. */
function noted(content: string, note: string): string {
  const start = content.startsWith('#!') ? content.indexOf('\n') + 1 : 0;
  return `${content.slice(0, start)}${note}\n${content.slice(start)}`;
}

function indented(text: string, spaces: number): string {
  return spaces === 0 ? text : text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}

function fillPath(path: string, context: Readonly<Record<string, unknown>>): string {
  return path.replace(/\[([A-Za-z]+)\]/g, (_, name: string) => {
    const value = context[name];
    if (typeof value !== 'string') {
      throw new Error(`the path of template ${path} contains [${name}], but ${name} is not a string in the context`);
    }
    return value;
  });
}
