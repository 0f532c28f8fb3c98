/**
 * Bundles the command line, so that `npm create` installs one package. A run spends most of its time on loading code.
 * Code that only some runs need is therefore in separate files, which are loaded on demand.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, type Plugin, build } from 'esbuild';
import { minifyEagerly } from './bundle/eager';
import { licenseNotices } from './bundle/notices';
import { textsApart } from './bundle/texts-apart';

const ROOT = join(__dirname, '..');

/** Loaded by `import('./name.js')`. */
const ON_DEMAND = ['answers-file', 'prompts', 'sts'];

/** The entry points of child processes. */
const PROGRAMS = ['account', 'doctor', 'down', 'pair-sync', 'up'];

/** Loaded by a synth that merges. One file loads four times as fast as the package's own seventy. */
const PARSER = 'yaml-parser';

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
    onResolve({ filter: /./ }, ({ path, kind }) =>
      LATE[path] && kind === 'import-statement' ? { path, namespace: 'late' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => {
      const [file, ...names] = LATE[path];
      return {
        contents: `module.exports = { ${names.map((name) => `get ${name}() { return require('${file}').${name}; }`).join(', ')} };`,
      };
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

/** One statement on each line, as `minifyEagerly` expects it. */
const BEFORE_MINIFYING = { minify: false, minifySyntax: true } as const satisfies BuildOptions;

/** Removes jsii's inline source maps, which are a quarter of the package size. */
function withoutSourceMaps(folder: string): void {
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(folder, name))
    .forEach((file) => {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=data:.*\n?/gm, ''));
    });
}

async function bundle(): Promise<void> {
  mkdirSync(join(ROOT, COMMON.outdir), { recursive: true });
  const external = [...ON_DEMAND, 'templates'].map((name) => `./${name}.js`);
  const results = [
    await build({
      ...COMMON,
      entryPoints: { cli: 'src/cli/index.ts' },
      external,
      plugins: [lateModules],
      ...BEFORE_MINIFYING,
    }),
    await build({
      ...COMMON,
      entryPoints: { templates: 'src/render/compiled-templates.ts' },
      plugins: [textsApart(join(ROOT, COMMON.outdir, 'templates.txt'))],
    }),
    await build({
      ...COMMON,
      entryPoints: Object.fromEntries([...ON_DEMAND, ...PROGRAMS, PARSER].map((name) => [name, `src/cli/${name}.ts`])),
    }),
  ];
  await minifyEagerly(join(ROOT, COMMON.outdir, 'cli.js'), COMMON.target);
  withoutSourceMaps(join(ROOT, 'lib'));
  writeFileSync(
    join(ROOT, 'lib', 'render', 'compiled-templates.js'),
    "module.exports = require('../bundle/templates.js');\n",
  );
  const inputs = results.flatMap(({ metafile }) =>
    Object.values(metafile?.outputs ?? {}).flatMap((output) => Object.keys(output.inputs)),
  );
  writeFileSync(join(ROOT, 'lib', 'bundle', 'LICENSES.txt'), `${licenseNotices(ROOT, inputs)}\n`);
}

void bundle();
