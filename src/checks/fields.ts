/** An object in parsed YAML or JSON. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path; undefined if it does not exist. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, name) => isFields(inner) ? inner[name] : undefined, value);
}

export function fieldsAt(value: unknown, ...path: string[]): Fields {
  const found = at(value, ...path);
  return isFields(found) ? found : {};
}

/** The objects of a list. A missing list is empty. */
export function listAt(value: unknown, ...path: string[]): Fields[] {
  return valuesAt(value, ...path).filter(isFields);
}

/** The items of a list. A single value counts as a list of one. */
export function valuesAt(value: unknown, ...path: string[]): unknown[] {
  const found = at(value, ...path);
  return found === undefined || found === null ? [] : [found].flat();
}

/** The strings of a list. */
export function textsAt(value: unknown, ...path: string[]): string[] {
  return valuesAt(value, ...path).filter((item) => typeof item === 'string');
}

export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** A number, or a string that contains one. */
export function numberAt(value: unknown, ...path: string[]): number | undefined {
  const found = at(value, ...path);
  return found === undefined || found === null || found === '' || Number.isNaN(Number(found))
    ? undefined
    : Number(found);
}

/** Whether a pattern with `*` and `?` matches a whole text. */
export function matches(pattern: string, text: string): boolean {
  const words = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${words}$`, 's').test(text);
}
