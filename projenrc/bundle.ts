/**
 * Bundles the command line, so that `npm create` installs one package. What only some runs need is a file of its own, loaded
 * when it is used: most of the time that a run takes goes into reading code.
 */
import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/** Loaded by `import('./name.js')`. */
const ON_DEMAND = ['answers-file', 'prompts', 'sts'];

/** What projen loads and the command line never reaches: it runs no tasks, writes no YAML and adds no dependencies through projen. */
const UNREACHED = ['dax', 'semver', 'yaml'];

const COMMON: BuildOptions = {
  absWorkingDir: ROOT,
  outdir: 'lib/bundle',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20.17',
  legalComments: 'none',
  logLevel: 'warning',
  logOverride: { 'require-resolve-not-external': 'silent' },
};

buildSync({
  ...COMMON,
  entryPoints: { cli: 'src/cli/index.ts' },
  external: ON_DEMAND.map((name) => `./${name}.js`),
  alias: {
    ...Object.fromEntries(UNREACHED.map((name) => [name, './projenrc/bundle/unreached.js'])),
    // projen looks for files to clean up; a folder that was made a moment ago has none.
    'fast-glob': './projenrc/bundle/no-files.js',
  },
});
buildSync({ ...COMMON, entryPoints: Object.fromEntries(ON_DEMAND.map((name) => [name, `src/cli/${name}.ts`])) });
