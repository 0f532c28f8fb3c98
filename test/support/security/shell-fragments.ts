import { everyInfrastructure } from './infrastructure';
import { inlineScripts, scriptOf } from './programs-in';
import type { Answers } from '../../../src/options/option';
import { ANSWERS_OF_THE_PACKAGE_MANAGERS, OPTION_SETS_OF_THE_PIPELINE } from '../option-sets';
import { nameOf, renderPair } from '../render-pair';

/** A shell script that CodeBuild runs, and the place of its commands. */
export interface ShellFragment {
  readonly place: string;
  readonly script: string;
}

/** The distinct commands of buildspec files, and of those that are within the infrastructure. */
export function shellFragments(
  sets: readonly Answers[] = [...OPTION_SETS_OF_THE_PIPELINE, ...ANSWERS_OF_THE_PACKAGE_MANAGERS],
): ShellFragment[] {
  const files = sets
    .flatMap((answers) => renderPair(answers))
    .filter(({ path }) => /^buildspec.*\.yml$/.test(path))
    .map((file) => ({ place: nameOf(file), script: scriptOf(file.content) }));
  const inline = everyInfrastructure().flatMap(({ template }) =>
    [...inlineScripts(template)].map(([place, script]) => ({ place, script })),
  );
  return [...new Map([...files, ...inline].map((fragment) => [fragment.script, fragment])).values()];
}
