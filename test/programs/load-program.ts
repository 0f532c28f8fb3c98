import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

export type ProgramName = 'promote' | 'scan-gate' | 'report-pull-request';

/** The source of a program, which is a template without a tag in it. */
export function programSource(name: ProgramName): string {
  return readFileSync(join(__dirname, `../../templates/partials/${name}.mjs.ejs`), 'utf8');
}

/**
 * What a program exports. Jest cannot import ES modules, so esbuild makes a CommonJS one of it; its last lines, which run it, do
 * nothing there. The tests with the real command line run the file as it is.
 */
export function loadProgram<Exports>(source: string): Exports {
  const { code } = transformSync(source, { format: 'cjs', target: 'node20', logLevel: 'silent' });
  const module = { exports: {} };
  new Function('require', 'module', 'exports', code)(require, module, module.exports);
  return module.exports as Exports;
}
