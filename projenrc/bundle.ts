/**
 * Bundles the command line, so that `npm create` installs one package. A run spends most of its time on loading code.
 * Code that only some runs need is therefore in separate files, which are loaded on demand.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, type Plugin, build } from 'esbuild';
import { licenseNotices } from './bundle/notices';

const ROOT = join(__dirname, '..');

/** Loaded by `import('./name.js')`. */
const ON_DEMAND = ['answers-file', 'prompts', 'sts'];

/** The entry points of child processes. */
const PROGRAMS = ['account', 'doctor', 'pair-sync'];

/** Slow modules that some runs never use: the file to load, and the names that this package uses. */
const LATE: Readonly<Record<string, readonly [file: string, ...names: string[]]>> = {
  'node:child_process': ['node:child_process', 'spawn'],
  'node:crypto': ['node:crypto', 'hash'],
  'node:net': ['node:net', 'isIP'],
  'node:tty': ['node:tty', 'isatty'],
  './compiled-templates': ['./templates.js', 'TEMPLATES', 'PARTIALS'],
};

/** Loads these modules at the first use of one of their names. */
const lateModules: Plugin = {
  name: 'late-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, kind }) => LATE[path] && kind === 'import-statement' ? { path, namespace: 'late' } : undefined);
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => {
      const [file, ...names] = LATE[path];
      return { contents: `module.exports = { ${names.map((name) => `get ${name}() { return require('${file}').${name}; }`).join(', ')} };` };
    });
  },
};

/** Moves the texts of the templates into a separate file, because parsing them as code takes several times as long. */
const textsApart: Plugin = {
  name: 'texts-apart',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]compiled-templates\.ts$/ }, ({ path }) => {
      let texts = '';
      const apart = (text: string) => {
        texts += text;
        return `TEXTS.slice(${texts.length - text.length}, ${texts.length})`;
      };
      // ASCII only: one other character would double the size of the string in memory.
      const code = readFileSync(path, 'utf8').replace(/(?<=__append\()"(?:[^"\\]|\\.){60,}"(?=\))/g, (literal) => (JSON.parse(literal) as string)
        .split(/([^\0-\x7f]+)/)
        .map((text) => /^[\0-\x7f]{60,}$/.test(text) ? apart(text) : JSON.stringify(text))
        .join(' + '));
      writeFileSync(join(ROOT, COMMON.outdir, 'templates.txt'), texts);
      const direct = code.replace(/^const __append = .*\n/gm, '').replace(/^__append\((.*(?:\n\))?)\)$/gm, 'output += $1;')
        .replace(/\((\w*locals, \w*escape, \w*include)\) => \{(?=\n)/g, '(function ($1) {').replace(/^return output;\n\}/gm, 'return output;\n})')
        .replace(/\(function \(.*\) \{\nlet output = "";\noutput \+= (TEXTS\.slice\(.*\));\nreturn output;\n\}\)/g, 'constant($1)');
      if (direct.includes('__append')) {
        throw new Error('a template appends something in a form that projenrc/bundle.ts does not know');
      }
      const read = 'const TEXTS = require(\'node:fs\').readFileSync(require(\'node:path\').join(__dirname, \'templates.txt\'), \'latin1\');\nconst constant = (text) => () => text;';
      return { contents: `${read}\n${direct}`, loader: 'ts' };
    });
  },
};

const COMMON = {
  absWorkingDir: ROOT,
  outdir: 'lib/bundle',
  bundle: true,
  metafile: true,
  minify: true,
  platform: 'node',
  target: 'node20.17',
  legalComments: 'none',
  logLevel: 'warning',
  logOverride: { 'require-resolve-not-external': 'silent' },
} as const satisfies BuildOptions;

/** Removes jsii's inline source maps, which are a quarter of the package size. */
function withoutSourceMaps(folder: string): void {
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js')).map((name) => join(folder, name)).forEach((file) => {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=data:.*\n?/gm, ''));
  });
}

async function bundle(): Promise<void> {
  mkdirSync(join(ROOT, COMMON.outdir), { recursive: true });
  const external = [...ON_DEMAND, 'templates'].map((name) => `./${name}.js`);
  const results = [
    await build({ ...COMMON, entryPoints: { cli: 'src/cli/index.ts' }, external, plugins: [lateModules] }),
    await build({ ...COMMON, entryPoints: { templates: 'src/render/compiled-templates.ts' }, plugins: [textsApart] }),
    await build({ ...COMMON, entryPoints: Object.fromEntries([...ON_DEMAND, ...PROGRAMS].map((name) => [name, `src/cli/${name}.ts`])) }),
  ];
  withoutSourceMaps(join(ROOT, 'lib'));
  writeFileSync(join(ROOT, 'lib', 'render', 'compiled-templates.js'), 'module.exports = require(\'../bundle/templates.js\');\n');
  const inputs = results.flatMap(({ metafile }) => Object.values(metafile?.outputs ?? {}).flatMap((output) => Object.keys(output.inputs)));
  writeFileSync(join(ROOT, 'lib', 'bundle', 'LICENSES.txt'), `${licenseNotices(ROOT, inputs)}\n`);
}

void bundle();
