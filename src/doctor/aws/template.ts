import { type Fields, fieldsAt, isFields } from '../../checks/fields';
import { isSame } from '../same';

/** Comments of programs in a template stay behind where a task deploys it: see deploy_stack in scripts/lib/stacks.sh. */
const COMMENT = /^ *(#|\/\/)/;

/** The parts of two templates that differ: `Resources Build (changed)`. */
export function differingParts(rendered: Fields, deployed: Fields): string[] {
  const [ours, theirs] = [uncommented(rendered) as Fields, uncommented(deployed) as Fields];
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((section) =>
    isFields(ours[section]) || isFields(theirs[section])
      ? differing(fieldsAt(ours, section), fieldsAt(theirs, section)).map((text) => `${section} ${text}`)
      : differing({ [section]: ours[section] }, { [section]: theirs[section] }));
}

function differing(ours: Fields, theirs: Fields): string[] {
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort()
    .filter((name) => !isSame(ours[name], theirs[name]))
    .map((name) => `${name} (${theirs[name] === undefined ? 'not deployed' : ours[name] === undefined ? 'no longer rendered' : 'changed'})`);
}

function uncommented(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.split('\n').filter((line) => !COMMENT.test(line)).join('\n');
  }
  if (Array.isArray(value)) {
    return value.map(uncommented);
  }
  return isFields(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, uncommented(item)])) : value;
}
