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

/** Writes a value in the language of the file that is being rendered. */
export type Escape = (value: unknown) => string;

/** A compiled template. */
export type TemplateFunction = (locals: object, escape: Escape, include: (partial: string, extra?: object) => string) => string;

/** A template and where it stands: `templates/<repo>/<layer>/<ownership>/<path>.ejs`. */
export interface Template {
  readonly repo: Repo | 'both';
  readonly ownership: Ownership;
  /** `base`, or `option=value`, or several of these joined by commas. */
  readonly layer: string;
  /** Relative to the repository; may hold `[name]` placeholders. */
  readonly path: string;
  readonly render: TemplateFunction;
}

/** The owner and the place that the path of a template states. */
export function parseTemplatePath(path: string): Omit<Template, 'render'> {
  const [repo, layer, ownership, ...rest] = path.replace(/\.ejs$/, '').split('/');
  if (!['app', 'config', 'both'].includes(repo) || !['managed', 'merged', 'once'].includes(ownership) || rest.length === 0) {
    throw new Error(`templates/${path} must be templates/{app,config,both}/<layer>/{managed,merged,once}/<path>.ejs`);
  }
  return { repo: repo as Template['repo'], ownership: ownership as Ownership, layer, path: rest.join('/') };
}
