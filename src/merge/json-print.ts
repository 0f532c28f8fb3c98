import type { JsonValue } from './json';
import type { JsonNode } from './json-text';

type Printed = Exclude<JsonValue, undefined>;

/** Prints a merged value and keeps the user's formatting of unchanged parts. */
export function printJson(value: Printed, ours: string, original: JsonNode): string {
  const unit = /^[ \t]+(?=")/m.exec(ours)?.[0] ?? '  ';
  const [lead] = /^\s*/.exec(ours) as RegExpExecArray;
  const [trail] = /\s*$/.exec(ours) as RegExpExecArray;
  return `${lead}${print(value, original, unit, '')}${trail}`;
}

function print(value: Printed, original: JsonNode | undefined, unit: string, indent: string): string {
  switch (value.kind) {
    case 'new object': {
      const members = original?.kind === 'object' ? original.members : undefined;
      return block('{}', [...value.members].map(([key, member]) =>
        `${JSON.stringify(key)}: ${print(member, members?.get(key), unit, indent + unit)}`), unit, indent);
    }
    case 'new list': {
      return block('[]', value.items.map((item) => print(item, originalOf(item, original), unit, indent + unit)), unit, indent);
    }
    default:
      return value === original || value.kind === 'scalar' ? value.text : foreign(JSON.parse(value.text), unit, indent);
  }
}

/** Returns the user's item, which keeps its formatting. */
function originalOf(item: JsonNode, list: JsonNode | undefined): JsonNode | undefined {
  return list?.kind === 'list' ? list.items.find((other) => other === item) : undefined;
}

function block([open, close]: string, entries: readonly string[], unit: string, indent: string): string {
  return entries.length === 0 ? `${open}${close}` : `${open}\n${entries.map((entry) => `${indent}${unit}${entry}`).join(',\n')}\n${indent}${close}`;
}

/** Prints a value of the other side with the user's indentation. */
function foreign(value: unknown, unit: string, indent: string): string {
  return JSON.stringify(value, undefined, unit).replace(/\n/g, `\n${indent}`);
}
