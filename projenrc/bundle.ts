/**
 * Bundles the command line, so that `npm create` installs one package. What only some runs need is a file of its own, loaded
 * when it is used: most of the time that a run takes goes into reading code.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, type Plugin, build } from 'esbuild';
import { licenseNotices } from './bundle/notices';

const ROOT = join(__dirname, '..');
const STAND_INS = join(__dirname, 'bundle');

/** Loaded by `import('./name.js')`. */
const ON_DEMAND = ['answers-file', 'prompts', 'sts'];

/** Started as a process of its own. */
const PROGRAMS = ['account'];

/** What projen loads and the command line never reaches: it runs no tasks, writes no YAML and adds no dependencies through projen. */
const UNREACHED = ['dax', 'semver', 'yaml', './renovatebot', './util/exec'];

/** What stands in for the modules that projen loads. */
const REPLACED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(UNREACHED.map((name) => [name, 'unreached.js'])),
  // projen looks for files to clean up; a folder that was made a moment ago has none.
  'fast-glob': 'no-files.js',
  './javascript/render-options': 'not-new.js',
};

/** Where projen sorts names: its first localeCompare loads Node.js' tables of languages, which takes a tenth of a run. */
const SORTING = /[\\/]node_modules[\\/]projen[\\/]lib[\\/](dependencies|gitattributes|project|tasks|util)\.js$/;

/** projen without what the command line has no use for. */
const smallProjen: Plugin = {
  name: 'small-projen',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, importer }) =>
      isProjens(importer) && REPLACED[path] ? { path: join(STAND_INS, REPLACED[path]) } : undefined);
    onLoad({ filter: SORTING }, ({ path }) => ({ contents: withoutLanguages(readFileSync(path, 'utf8')), loader: 'js' }));
  },
};

/** Compares by characters, as languages do for the names that there are: lower-case letters, colons and hyphens. */
function withoutLanguages(text: string): string {
  return text.replace(/([\w.]+(?:\(\w+\))?)\.localeCompare\(([\w.]+(?:\(\w+\))?)\)/g, '($1 < $2 ? -1 : $1 > $2 ? 1 : 0)');
}

function isProjens(path: string): boolean {
  return /[\\/]node_modules[\\/]projen[\\/]lib[\\/]/.test(path);
}

const COMMON: BuildOptions = {
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
};

async function bundle(): Promise<void> {
  const external = ON_DEMAND.map((name) => `./${name}.js`);
  const results = [
    await build({ ...COMMON, entryPoints: { cli: 'src/cli/index.ts' }, external, plugins: [smallProjen] }),
    await build({ ...COMMON, entryPoints: Object.fromEntries([...ON_DEMAND, ...PROGRAMS].map((name) => [name, `src/cli/${name}.ts`])) }),
  ];
  const inputs = results.flatMap(({ metafile }) => Object.values(metafile?.outputs ?? {}).flatMap((output) => Object.keys(output.inputs)));
  writeFileSync(join(ROOT, 'lib', 'bundle', 'LICENSES.txt'), `${licenseNotices(ROOT, inputs)}\n`);
}

void bundle();
