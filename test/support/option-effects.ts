import { answersWith, DIMENSIONS } from './option-values';
import { nameOf, renderPair } from './render-pair';
import { OPTIONS } from '../../src/options/table';

/** Lines without comments, which name answers that change nothing else. */
const effective = (content: string) =>
  content
    .split('\n')
    .filter((line) => !/^\s*(#|\/\/|\*|\/\*)/.test(line))
    .join('\n');

/** The files of a pair that an option changes, added and removed ones included: `app/infra/pipeline.yaml`. */
export function filesChangedBy(name: string): readonly string[] {
  const option = OPTIONS.find((row) => row.name === name);
  if (!option) {
    throw new Error(`there is no option ${name}`);
  }
  const versions = DIMENSIONS[name].map((value) =>
    new Map(renderPair(answersWith(option, value)).map((file) => [nameOf(file), effective(file.content)])));
  const paths = new Set(versions.flatMap((files) => [...files.keys()]));
  return [...paths].filter((path) => versions.some((files) => files.get(path) !== versions[0].get(path))).sort();
}

/** The options with a list of values, or a value that may be missing, that change a file which the pattern matches. */
export function optionsThatChange(files: RegExp): readonly string[] {
  return OPTIONS.filter(
    ({ choices, type, initial }) =>
      choices !== undefined || type === 'boolean' || (type === 'string' && initial?.({}) === ''),
  )
    .map(({ name }) => name)
    .filter((name) => filesChangedBy(name).some((path) => files.test(path)));
}
