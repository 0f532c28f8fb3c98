import { type Fields, at, fieldsAt, listAt, textAt, textsAt } from '../fields';
import type { Finding } from '../finding';
import { type ObjectAt, setAt } from './object';

/** Applies the inline replacements of a Kustomization. Returns a finding for each one that changes nothing. */
export function replace(file: string, kustomization: Fields, objects: readonly ObjectAt[]): Finding[] {
  return listAt(kustomization, 'replacements').filter((entry) => !entry.path).flatMap((entry) => {
    const source = fieldsAt(entry, 'source');
    const found = objects.find((object) => isSelected(source, object));
    const value = found && inPath(found.value, textAt(source, 'fieldPath') ?? 'metadata.name');
    if (value === undefined) {
      const name = `${textAt(source, 'kind')} ${textAt(source, 'name')} with ${textAt(source, 'fieldPath')}`;
      return [{ file, problem: `The source of a replacement is ${name}, which does not exist.`, fix: 'Correct the source, or add the resource.' }];
    }
    return listAt(entry, 'targets').flatMap((target) => {
      const selected = objects.filter((object) => isSelected(fieldsAt(target, 'select'), object));
      const paths = textsAt(target, 'fieldPaths');
      const missing = selected.length === 0 ? ['no resource'] : paths.filter((path) => selected.some((object) => inPath(object.value, path) === undefined));
      selected.forEach((object) => paths.filter((path) => !missing.includes(path)).forEach((path) => setAt(object.value, path.split('.'), value)));
      const kind = textAt(fieldsAt(target, 'select'), 'kind');
      return missing.map((what) => ({
        file,
        problem: `A replacement for ${kind} changes nothing: ${what === 'no resource' ? 'no resource is selected' : `${what} does not exist`}.`,
        fix: 'Correct select and fieldPaths.',
      }));
    });
  });
}

function isSelected(select: Fields, { kind, name }: ObjectAt): boolean {
  return (select.kind === undefined || select.kind === kind) && (select.name === undefined || select.name === name);
}

function inPath(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, part) => Array.isArray(inner) ? inner[Number(part)] : at(inner, part), value);
}
