import { REPOS, type Repo } from '../options/repo';

/**
 * The owner of a generated file.
 *
 * - `managed`: the generator. Each synth overwrites the file.
 * - `merged`: the user. The lock records the rendered text, so changes of a newer template can be merged.
 * - `once`: the user. The generator never writes the file again.
 */
export type Ownership = 'managed' | 'merged' | 'once';

/** The parts of a template's path: `templates/<repo>/<layer>/<ownership>/<path>.ejs`. */
export interface TemplatePlace {
  readonly repo: Repo | 'both';
  readonly ownership: Ownership;
  /** The name of the layer: `base`, or conditions joined by commas (see `parseLayer`). */
  readonly layer: string;
  /** The path relative to the repository. It may contain `[name]` placeholders. */
  readonly path: string;
}

/**
 * Parses the path of a template.
 *
 * @throws Error for a path of another form
 */
export function parseTemplatePath(path: string): TemplatePlace {
  const [repo, layer, ownership, ...rest] = path.replace(/\.ejs$/, '').split('/');
  if (
    ![...REPOS, 'both'].includes(repo) ||
    !['managed', 'merged', 'once'].includes(ownership) ||
    rest.length === 0
  ) {
    throw new Error(`templates/${path} must be templates/{app,config,single,both}/<layer>/{managed,merged,once}/<path>.ejs`);
  }
  return { repo: repo as TemplatePlace['repo'], ownership: ownership as Ownership, layer, path: rest.join('/') };
}
