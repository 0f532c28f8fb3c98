import * as ejs from 'ejs';

/** The type is part of the package since EJS 3, but not of its type declarations. */
type EjsTemplate = { readonly source: string; generateSource(): void };
const Template = (ejs as unknown as { Template: new (text: string, options: object) => EjsTemplate }).Template;

/** What a partial takes beside the context, from its first line: `<%# locals: { readonly service: string } -%>`. */
export function localsOf(text: string): string {
  return /^<%# locals: (\{.*\}) -%>\n/.exec(text)?.[1] ?? '{}';
}

/**
 * One template as a function.
 *
 * @param names all names of the context
 * @param list the list for whose items the template is rendered
 */
export function compileFunction(text: string, names: readonly string[], list?: string): string {
  const template = new Template(text, { compileDebug: false, strict: true });
  template.generateSource();
  const body = template.source.replace(/^ {4}; /gm, '').replace(/escapeFn/g, 'escape');
  const code = body.replace(/__append\("(?:[^"\\]|\\.)*"\)/g, '');
  const isUsed = (name: string) => new RegExp(`(?<!\\w|(?<!\\.\\.)\\.)${name}\\b`).test(code);
  const used = names.filter(isUsed);
  const item = list !== undefined && isUsed('item')
    ? [`const { item } = locals as Context & { readonly item: Context[${JSON.stringify(list)}][number] }; void item;`]
    : [];
  // An underscore tells the compiler that a template has no use for the parameter.
  const parameter = (name: string, isNeeded = false) =>
    isNeeded || new RegExp(`\\b${name}\\b`).test(code) ? name : `_${name}`;
  return [
    `(${parameter('locals', used.length + item.length > 0)}, ${parameter('escape')}, ${parameter('include')}) => {`,
    // Named twice, for a name may also stand in a text alone, and what is not used is a compile error.
    ...(used.length > 0 ? [`const { ${used.join(', ')} } = locals; void { ${used.join(', ')} };`] : []),
    ...item,
    'let output = "";',
    'const __append = (text: string) => { output += text; };',
    body.trimEnd(),
    'return output;',
    '}',
  ].join('\n');
}
