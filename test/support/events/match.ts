import { type Fields, isFields } from '../cloudformation-template';

/**
 * Whether an event fits a pattern, as EventBridge sees it: every field of the pattern must fit; a list is any of its values; of a
 * list in the event, one value is enough; texts and numbers are different things.
 */
export function fits(pattern: Fields, event: unknown): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or') {
      return (wanted as Fields[]).some((alternative) => fits(alternative, event));
    }
    const value = isFields(event) ? event[name] : undefined;
    if (Array.isArray(wanted)) {
      return wanted.some((choice) => isFields(choice) ? fitsFilter(choice, value) : leaves(value).includes(choice));
    }
    if (!isFields(wanted)) {
      throw new Error(`${name}: EventBridge wants a list or an object in a pattern, and refuses ${JSON.stringify(wanted)}`);
    }
    return [value].flat().some((item) => fits(wanted, item));
  });
}

/** Filters that look at one text, by their names. */
const OF_TEXT: Readonly<Record<string, (text: string, argument: string) => boolean>> = {
  'prefix': (text, argument) => text.startsWith(argument),
  'suffix': (text, argument) => text.endsWith(argument),
  'equals-ignore-case': (text, argument) => text.toLowerCase() === argument.toLowerCase(),
};

function fitsFilter(filter: Fields, value: unknown): boolean {
  const [[name, argument], ...more] = Object.entries(filter);
  if (more.length > 0) {
    throw new Error(`EventBridge wants one filter in an object, and refuses ${JSON.stringify(filter)}`);
  }
  switch (name) {
    // Only a value exists. An object in between does not, for EventBridge.
    case 'exists': return (leaves(value).length > 0) === argument;
    case 'anything-but': return leaves(value).some((leaf) => isFields(argument) ? !fitsFilter(argument, leaf) : ![argument].flat().includes(leaf));
    default: return leaves(value).some((leaf) => typeof leaf === 'string' && textFilter(name)(leaf, String(argument)));
  }
}

function textFilter(name: string): (text: string, argument: string) => boolean {
  if (!OF_TEXT[name]) {
    throw new Error(`a pattern uses the filter ${name}, which test/support/events/match.ts does not know. Add it there.`);
  }
  return OF_TEXT[name];
}

function leaves(value: unknown): unknown[] {
  return (value === undefined ? [] : [value].flat()).filter((item) => !isFields(item));
}
