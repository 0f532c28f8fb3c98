import { type Fields, isFields, textAt } from '../fields';

/** A Kubernetes object and its file. */
export interface ObjectAt {
  readonly file: string;
  readonly kind: string;
  readonly name: string;
  readonly value: Fields;
}

/** The objects among the documents of a file. */
export function objectsIn(file: string, documents: readonly unknown[]): ObjectAt[] {
  return documents.filter(isFields).flatMap((value) => {
    const [kind, name] = [textAt(value, 'kind'), textAt(value, 'metadata', 'name')];
    return kind && name ? [{ file, kind, name, value }] : [];
  });
}

/** Sets a field of an object, and creates missing parents. Changes the object. A number in the path is a list index. */
export function setAt(object: Fields, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  const fields = object as Record<string, unknown>;
  if (rest.length === 0) {
    fields[name] = value;
  } else {
    fields[name] ??= {};
    setAt(fields[name] as Fields, rest, value);
  }
}
