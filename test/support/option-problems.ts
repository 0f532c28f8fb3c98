import type { Answers } from '../../src/options/option';
import { OptionsError, describeProblem } from '../../src/options/problem';
import { resolveOptions } from '../../src/options/resolve';

/** One line for each problem of these answers. */
export function problems(answers: Answers): string[] {
  try {
    resolveOptions({ appName: 'my-app', ...answers });
    return [];
  } catch (error) {
    return (error as OptionsError).problems.map(describeProblem);
  }
}
