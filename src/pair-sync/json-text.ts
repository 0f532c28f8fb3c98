/** A field of the top-level object in a JSON text, with the position of its value. */
interface Place {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Sets fields of the object in a JSON text without changing any other character. Appends new fields.
 *
 * @throws Error if the resulting text does not have the values
 */
export function withFields(text: string, fields: Readonly<Record<string, unknown>>): string {
  const changed = Object.entries(fields).reduce((before, [name, value]) => withField(before, name, value), text);
  const parsed = JSON.parse(changed);
  if (JSON.stringify(parsed) !== JSON.stringify({ ...JSON.parse(text), ...fields })) {
    throw new Error(`the fields ${Object.keys(fields).join(', ')} cannot be set in this text`);
  }
  return changed;
}

function withField(text: string, name: string, value: unknown): string {
  const places = placesIn(text);
  // JSON.parse uses the last of duplicate fields.
  const place = places.filter((each) => each.name === name).at(-1);
  const indent = /\n([ \t]*)"/.exec(text)?.[1];
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const written = JSON.stringify(value, undefined, indent).replace(/\n/g, `${lineEnd}${indent ?? ''}`);
  if (place) {
    return text.slice(0, place.start) + written + text.slice(place.end);
  }
  const last = places.at(-1);
  const separator = indent === undefined ? '' : `${lineEnd}${indent}`;
  const end = last?.end ?? text.indexOf('{') + 1;
  return `${text.slice(0, end)}${last ? ',' : ''}${separator}${JSON.stringify(name)}: ${written}${text.slice(end)}`;
}

function placesIn(text: string): Place[] {
  const tokens = [...text.matchAll(TOKEN)];
  const places: Place[] = [];
  let depth = 0;
  tokens.forEach((token, index) => {
    const [word] = token;
    if (depth === 1 && tokens[index + 1]?.[0] === ':') {
      places.push({ name: JSON.parse(word), ...valueAt(tokens, index + 2) });
    }
    depth += '{['.includes(word) ? 1 : '}]'.includes(word) ? -1 : 0;
  });
  return places;
}

function valueAt(tokens: readonly RegExpExecArray[], first: number): { readonly start: number; readonly end: number } {
  let depth = 0;
  let last = first;
  for (let index = first; index < tokens.length; index++) {
    const [word] = tokens[index];
    depth += '{['.includes(word) ? 1 : '}]'.includes(word) ? -1 : 0;
    last = index;
    if (depth === 0) {
      break;
    }
  }
  return { start: tokens[first].index, end: tokens[last].index + tokens[last][0].length };
}
