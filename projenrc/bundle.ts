/**
 * Bundles the command line, so that `npm create` installs one package. A run spends most of its time on loading code.
 * Code that only some runs need is therefore in separate files, which are loaded on demand.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { type BuildOptions, type Plugin, build } from 'esbuild';
import { minifyEagerly } from './bundle/eager';
import { licenseNotices } from './bundle/notices';
import { textsApart } from './bundle/texts-apart';

const ROOT = join(__dirname, '..');

/** Loaded by `import('./name.js')`. */
const ON_DEMAND = ['answers-file', 'prompts', 'sts'];

/** The entry point of a child process. */
const ACCOUNT = 'account';

/** Loaded by a synth that merges, and by programs that read YAML. */
const PARSER = 'yaml-parser';

/**
 * What runs in a generated repository: files of the package that projen and the tasks load, and the modules that they
 * stand for. The modules share most of their code, so that they are in one bundle; each is evaluated at its first use.
 */
const IN_REPOSITORY: Readonly<Record<string, string>> = {
  'lib/index.js': 'src/index',
  'lib/programs/run.js': 'src/programs/run',
  ...Object.fromEntries(
    ['doctor', 'down', 'pair-sync', 'up'].map((name) => [`lib/bundle/${name}.js`, `src/cli/${name}`]),
  ),
};

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

/** Modules that other bundles contain. */
const sharedModules: Plugin = {
  name: 'shared-modules',
  setup({ onResolve }) {
    onResolve({ filter: /^yaml$/ }, ({ importer }) =>
      /yaml-parser\.ts$/.test(importer) ? undefined : { path: `./${PARSER}.js`, external: true },
    );
    onResolve({ filter: /\/compiled-templates$/ }, () => ({ path: './templates.js', external: true }));
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

async function bundleForRepositories() {
  const modules = Object.entries(IN_REPOSITORY);
  const contents = modules.map(([file, module]) => `exports['${file}'] = () => require('./${module}');`).join('\n');
  const result = await build({
    ...COMMON,
    stdin: { contents, resolveDir: ROOT, sourcefile: 'repository.js' },
    outdir: undefined,
    outfile: join(COMMON.outdir, 'repository.js'),
    external: ['projen', 'constructs'],
    // projen prints names of classes.
    keepNames: true,
    plugins: [sharedModules],
  });
  for (const [file] of modules) {
    const folder = posix.relative(posix.dirname(file), COMMON.outdir) || '.';
    const path = `${folder.startsWith('.') ? '' : './'}${folder}/repository.js`;
    writeFileSync(join(ROOT, file), `module.exports = require('${path}')['${file}']();\n`);
  }
  // Node.js finds the names for `import` in an assignment, even in one that never runs.
  const names = Object.keys(createRequire(__filename)(join(ROOT, 'lib', 'index.js')));
  appendFileSync(join(ROOT, 'lib', 'index.js'), `0 && (module.exports = { ${names.join(', ')} });\n`);
  return result;
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
      entryPoints: Object.fromEntries([...ON_DEMAND, ACCOUNT, PARSER].map((name) => [name, `src/cli/${name}.ts`])),
      plugins: [sharedModules],
    }),
    await bundleForRepositories(),
  ];
  await minifyEagerly(join(ROOT, COMMON.outdir, 'cli.js'), COMMON.target);
  const inputs = results.flatMap(({ metafile }) =>
    Object.values(metafile?.outputs ?? {}).flatMap((output) => Object.keys(output.inputs)),
  );
  writeFileSync(join(ROOT, 'lib', 'bundle', 'LICENSES.txt'), `${licenseNotices(ROOT, inputs)}\n`);
}

void bundle();
