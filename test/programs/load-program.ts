import { transformSync } from 'esbuild';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { renderRepo } from '../../src/render/render';
import { TEST_GENERATOR } from '../support/render-pair';

export type ProgramName = 'promote' | 'scan-gate' | 'report-pull-request' | 'overlay' | 'propose-upgrade' | 'collect-changes';

/** The source of a program, as the renderer assembles it from partials. */
export function programSource(name: ProgramName, answers: Answers = {}): string {
  const [program] = renderRepo('app', resolveOptions({ appName: 'my-app', ...answers }), {
    ...TEST_GENERATOR,
    templates: [
      {
        repo: 'app',
        ownership: 'once',
        layer: 'base',
        path: `${name}.mjs`,
        render: (_context, _escape, include) => include(`${name}.mjs`),
      },
    ],
  });
  return program.content;
}

/**
 * What a program exports. Jest cannot import ES modules, so esbuild makes a CommonJS one of it; its last lines, which
 * run it, do nothing there. The tests with the real command line run the file as it is.
 */
export function loadProgram<Exports>(source: string): Exports {
  const { code } = transformSync(source, { format: 'cjs', target: 'node20', logLevel: 'silent' });
  const module = { exports: {} };
  new Function('require', 'module', 'exports', code)(require, module, module.exports);
  return module.exports as Exports;
}
