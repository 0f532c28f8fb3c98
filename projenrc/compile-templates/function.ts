import * as ejs from 'ejs';

/** EJS exports this class since version 3, but its type declarations lack it. */
type EjsTemplate = { readonly source: string; generateSource(): void };
const Template = (ejs as unknown as { Template: new (text: string, options: object) => EjsTemplate }).Template;

/** Returns the type of a partial's locals, from its first line: `<%# locals: { readonly service: string } -%>`. */
export function localsOf(text: string): string {
  return /^<%# locals: (\{.*\}) -%>\n/.exec(text)?.[1] ?? '{}';
}

/**
 * Returns the TypeScript source of one template as a function.
 *
 * @param names all names of the context
 * @param list the list in `each=list`; undefined without one
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
  // An underscore, because the compiler refuses other unused parameters.
  const parameter = (name: string, isNeeded = false) => isNeeded || new RegExp(`\\b${name}\\b`).test(code) ? name : `_${name}`;
  return [
    `(${parameter('locals', used.length + item.length > 0)}, ${parameter('escape')}, ${parameter('include')}) => {`,
    // `void` uses each name: isUsed() also matches names in comments and strings, and the compiler refuses unused
    // variables.
    ...(used.length > 0 ? [`const { ${used.join(', ')} } = locals; void { ${used.join(', ')} };`] : []),
    ...item,
    'let output = "";',
    'const __append = (text: string) => { output += text; };',
    body.trimEnd(),
    'return output;',
    '}',
  ].join('\n');
}
