/** Which of the two repositories a file goes to. */
export type Repo = 'app' | 'config';

/**
 * Who owns a generated file.
 *
 * - `managed`: the generator; written again on every synth.
 * - `merged`: the user; a newer template's changes can be merged in, because the text as rendered is recorded.
 * - `once`: the user, for good.
 */
export type Ownership = 'managed' | 'merged' | 'once';

/** Where a template stands: `templates/<repo>/<layer>/<ownership>/<path>.ejs`. */
export interface TemplatePlace {
  readonly repo: Repo | 'both';
  readonly ownership: Ownership;
  /** `base`, or `option=value`, or several of these joined by commas. */
  readonly layer: string;
  /** Relative to the repository; may hold `[name]` placeholders. */
  readonly path: string;
}

/** The owner and the place that the path of a template states. */
export function parseTemplatePath(path: string): TemplatePlace {
  const [repo, layer, ownership, ...rest] = path.replace(/\.ejs$/, '').split('/');
  if (
    !['app', 'config', 'both'].includes(repo) ||
    !['managed', 'merged', 'once'].includes(ownership) ||
    rest.length === 0
  ) {
    throw new Error(`templates/${path} must be templates/{app,config,both}/<layer>/{managed,merged,once}/<path>.ejs`);
  }
  return { repo: repo as TemplatePlace['repo'], ownership: ownership as Ownership, layer, path: rest.join('/') };
}
