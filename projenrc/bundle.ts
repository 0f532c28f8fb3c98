/**
 * Bundles the command line, so that `npm create` installs one package. What only some runs need is a file of its own,
 * loaded when it is used.
 */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/** Parts of projen that nothing here reaches: it runs no tasks and speaks to no shell. */
const UNREACHED = ['dax'];

buildSync({
  absWorkingDir: ROOT,
  entryPoints: { cli: 'src/cli/index.ts', sts: 'src/cli/sts.ts' },
  outdir: 'lib/bundle',
  alias: { ...Object.fromEntries(UNREACHED.map((name) => [name, './projenrc/unreached.js'])), yaml: 'yaml' },
  logOverride: { 'require-resolve-not-external': 'silent' },
  external: ['./sts.js'],
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20.17',
  legalComments: 'none',
  logLevel: 'warning',
});
