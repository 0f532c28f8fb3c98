/**
 * Bundles the command line, so that `npm create` installs one package. What only some runs need is a file of its own, loaded
 * when it is used: most of the time that a run takes goes into reading code.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, type Plugin, build } from 'esbuild';
import { licenseNotices } from './bundle/notices';

const ROOT = join(__dirname, '..');

/** Loaded by `import('./name.js')`. */
const ON_DEMAND = ['answers-file', 'prompts', 'sts'];

/** Started as a process of its own. */
const PROGRAMS = ['account'];

/** Modules that take milliseconds to load and that some runs never reach: the file to load, and what is used of it. */
const LATE: Readonly<Record<string, readonly [file: string, ...names: string[]]>> = {
  'node:child_process': ['node:child_process', 'spawn'],
  'node:crypto': ['node:crypto', 'createHash'],
  'node:net': ['node:net', 'isIP'],
  'node:tty': ['node:tty', 'isatty'],
  './compiled-templates': ['./templates.js', 'TEMPLATES', 'PARTIALS'],
};

/** Loads those modules when something of them is first used. */
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
  const external = [...ON_DEMAND, 'templates'].map((name) => `./${name}.js`);
  const results = [
    await build({ ...COMMON, entryPoints: { cli: 'src/cli/index.ts' }, external, plugins: [lateModules] }),
    await build({ ...COMMON, entryPoints: { templates: 'src/render/compiled-templates.ts' } }),
    await build({ ...COMMON, entryPoints: Object.fromEntries([...ON_DEMAND, ...PROGRAMS].map((name) => [name, `src/cli/${name}.ts`])) }),
  ];
  const inputs = results.flatMap(({ metafile }) => Object.values(metafile?.outputs ?? {}).flatMap((output) => Object.keys(output.inputs)));
  writeFileSync(join(ROOT, 'lib', 'bundle', 'LICENSES.txt'), `${licenseNotices(ROOT, inputs)}\n`);
}

void bundle();
