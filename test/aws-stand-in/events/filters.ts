import { type Fields, isFields } from '../../support/cloudformation-template';

/** The condition of a choice on the event's values. */
export type Filter = (values: readonly unknown[]) => boolean;

/** Filters on a single string, by name. */
const OF_TEXT: Readonly<Record<string, (text: string, argument: string) => boolean>> = {
  'prefix': (text, argument) => text.startsWith(argument),
  'suffix': (text, argument) => text.endsWith(argument),
  'equals-ignore-case': (text, argument) => text.toLowerCase() === argument.toLowerCase(),
};

/**
 * Parses a choice: a plain value or an object with one filter. Throws if EventBridge or the stand-in does not support
 * it.
 */
export function filterOf(choice: unknown, path: string): Filter {
  if (Array.isArray(choice)) {
    throw refusal(path, choice, 'must be a value or a filter');
  }
  if (!isFields(choice)) {
    return (values) => values.includes(choice);
  }
  const [name, argument] = onlyFilterIn(choice, path);
  switch (name) {
    case 'exists': return existence(argument, path);
    case 'anything-but': {
      const isExcluded = exclusion(argument, path);
      return (values) => values.some((value) => !isExcluded(value));
    }
    default: {
      const isWanted = textFilter(name, argument, path);
      return (values) => values.some(isWanted);
    }
  }
}

/** An error in a pattern, with its position. */
export function refusal(path: string, part: unknown, problem: string): Error {
  return new Error(`EventBridge refuses the pattern at ${path || 'its root'}: ${JSON.stringify(part)} ${problem}.`);
}

function existence(argument: unknown, path: string): Filter {
  if (typeof argument !== 'boolean') {
    throw refusal(path, argument, 'must be true or false');
  }
  return (values) => (values.length > 0) === argument;
}

function exclusion(argument: unknown, path: string): (value: unknown) => boolean {
  return isFields(argument)
    ? textFilter(...onlyFilterIn(argument, path), path)
    : (value) => [argument].flat().includes(value);
}

function textFilter(name: string, argument: unknown, path: string): (value: unknown) => boolean {
  const compare = OF_TEXT[name];
  if (!compare) {
    throw new Error(
      `A pattern uses ${name} at ${path}, which test/aws-stand-in/events/filters.ts does not know there. Add it.`,
    );
  }
  if (typeof argument !== 'string') {
    throw new Error(
      `A pattern uses ${name} at ${path} with ${JSON.stringify(argument)}, and test/aws-stand-in/events/filters.ts knows it with a text only. Add it.`,
    );
  }
  return (value) => typeof value === 'string' && compare(value, argument);
}

function onlyFilterIn(choice: Fields, path: string): [name: string, argument: unknown] {
  const filters = Object.entries(choice);
  if (filters.length !== 1) {
    throw refusal(path, choice, 'must have one filter');
  }
  return filters[0];
}
