import { join } from 'node:path';
import * as ts from 'typescript';
import { compile, readTemplates } from '../../projenrc/compile-templates';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '..', '..');
const PARTIAL = {
  'partials/greet.ejs':
    '<%# locals: { readonly whom: string; readonly loud?: boolean } -%>\nHello <%= locals.whom %>\n',
};

/** Faulty templates and their compiler errors. */
const MISTAKES: ReadonlyArray<readonly [what: string, text: string, message: string]> = [
  [
    'a value that the option does not have', "<% if (promotion !== 'manuel') { %>x<% } %>",
    "'Promotion' and '\"manuel\"' have no overlap",
  ],
  [
    'a value of another option', "<% if (scanGate === 'inspector') { %>x<% } %>",
    "'ScanGate' and '\"inspector\"' have no overlap",
  ],
  ['a text for a boolean', "<% if (prBuilds === 'true') { %>x<% } %>", "'boolean' and 'string' have no overlap"],
  ['a text for a number', "<% if (replicas === '2') { %>x<% } %>", "'number' and 'string' have no overlap"],
  ['a misspelt name', '<%= promotoin %>', "Cannot find name 'promotoin'"],
  ['a misspelt field', '<%= versions.nod %>', "Property 'nod' does not exist"],
  ['an object for a value', '<%= logGroups %>', "is not assignable to parameter of type 'OptionValue'"],
  ['a partial that does not exist', "<%- include('greed', { whom: 'you' }) %>", '"greed"\' is not assignable'],
  ['a partial without what it takes', "<%- include('greet') %>", 'Expected 2 arguments'],
  ['a misspelt name for a partial', "<%- include('greet', { whom: 'you', lout: true }) %>", "'lout' does not exist"],
  [
    'a wrong value for a partial', "<%- include('greet', { whom: 3 }) %>",
    "Type 'number' is not assignable to type 'string'",
  ],
];

const RIGHT =
  "<% if (promotion !== 'manual' && replicas > 1) { %><%- include('greet', { whom: appName, indent: 2 }) %><%= versions.node %><% } %>";

const withOptions = (body: string) =>
  `import type { ResolvedOptions } from '../options/resolved-options';\nexport const test = (options: ResolvedOptions) => ${body};\n`;

describe('the compiler', () => {
  const greeting = (text: string) => compile({ ...PARTIAL, 'app/base/once/a.md.ejs': text });
  let messages: Readonly<Record<string, readonly string[]>>;
  beforeAll(() => {
    messages = typeErrors({
      package: compile(readTemplates()),
      right: greeting(RIGHT),
      item: compile({ 'config/each=publicAccessCidrs/managed/a.md.ejs': '<%= item.toUpperCase() %>' }),
      noList: compile({ 'config/each=cidrs/managed/a.md.ejs': '<%= item %>' }),
      undeclared: compile({ 'partials/greet.ejs': 'Hello <%= locals.whom %>\n' }),
      option: withOptions('options.promotoin'),
      value: withOptions('options.promotion === \'manuel\''),
      ...Object.fromEntries(MISTAKES.map(([what, text]) => [what, greeting(text)])),
    });
  });

  test('accepts the templates of this package', () => {
    expect(messages.package).toEqual([]);
  });

  test('accepts existing names and values', () => {
    expect(messages.right).toEqual([]);
  });

  test.each(MISTAKES)('refuses %s: %s', (what, _, message) => {
    expect(messages[what]).toEqual([expect.stringContaining(message)]);
  });

  test('knows the item type of a list and refuses an unknown list', () => {
    expect(messages.item).toEqual([]);
    expect(messages.noList).toEqual([expect.stringContaining('Property \'cidrs\' does not exist')]);
  });

  test('refuses parameters that a partial does not declare', () => {
    expect(messages.undeclared).toEqual([expect.stringContaining('Property \'whom\' does not exist')]);
  });

  test('refuses an unknown name or value of resolved options', () => {
    expect(messages.option).toEqual([expect.stringContaining('Property \'promotoin\' does not exist')]);
    expect(messages.value).toEqual([expect.stringContaining('have no overlap')]);
  });
});

describe('a layer that names', () => {
  test.each([
    [
      'an unknown value', 'app/iac=terrafrom/managed/infra/main.md.ejs',
      'templates/app/iac=terrafrom/managed/infra/main.md.ejs: option iac has no value terrafrom (cloudformation, cdk, ',
    ],
    [
      'an unknown value beside a known one', 'app/iac=cdk,prBuilds=yes/managed/a.md.ejs',
      'option prBuilds has no value yes (true, false)',
    ],
    ['an unknown option', 'config/iack=cdk/managed/a.md.ejs', 'there is no option iack (the options are appName, '],
    [
      'an unknown negated value', 'app/promotion!=manuel/managed/a.md.ejs',
      'option promotion has no value manuel (commit, ',
    ],
    [
      'an unknown value, for a partial', 'partials/iac=terrafrom/trust.ejs',
      'option iac has no value terrafrom (cloudformation, cdk, ',
    ],
  ])('%s does not compile', (_, file, message) => {
    expect(() => compile({ [file]: '' })).toThrow(message);
  });
});

/** The TypeScript compiler's errors for each source, as a file of src/render/. */
function typeErrors(sources: Readonly<Record<string, string>>): Record<string, string[]> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const options = { ...ts.parseJsonConfigFileContent(config, ts.sys, ROOT).options, noEmit: true, types: ['node'] };
  const host = ts.createCompilerHost(options);
  const paths = Object.keys(sources).map(
    (name) => [join(ROOT, 'src', 'render', `${name.replace(/ /g, '-')}.planted.ts`), name] as const,
  );
  const planted = new Map(paths.map(([path, name]) => [path, sources[name]]));
  const { fileExists, readFile } = host;
  host.fileExists = (path) => planted.has(path) || fileExists(path);
  host.readFile = (path) => planted.get(path) ?? readFile(path);
  const program = ts.createProgram([...planted.keys()], options, host);
  return Object.fromEntries(paths.map(([path, name]) => {
    const source = program.getSourceFile(path);
    const diagnostics = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return [name, diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
  }));
}
