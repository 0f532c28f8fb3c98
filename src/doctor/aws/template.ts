import { type Fields, fieldsAt, isFields } from '../../checks/fields';
import { isSame } from '../same';

/**
 * Lists the differences between two templates: `Resources Build (changed)`.
 *
 * @param ours the rendered template
 * @param theirs the deployed template
 */
export function differingParts(ours: Fields, theirs: Fields): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((section) =>
    isFields(ours[section]) || isFields(theirs[section])
      ? differing(fieldsAt(ours, section), fieldsAt(theirs, section)).map((text) => `${section} ${text}`)
      : differing({ [section]: ours[section] }, { [section]: theirs[section] }));
}

function differing(ours: Fields, theirs: Fields): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort()
    .filter((name) => !isSame(ours[name], theirs[name]))
    .map(
      (name) =>
        `${name} (${theirs[name] === undefined ? 'not deployed' : ours[name] === undefined ? 'no longer rendered' : 'changed'})`,
    );
}
