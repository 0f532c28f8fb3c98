import { type Fields, fieldsAt, isFields } from '../../checks/fields';
import { isSame } from '../same';

/**
 * The parts of two templates that differ: `Resources Build (changed)`.
 *
 * @param ours as rendered
 * @param theirs as deployed
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
