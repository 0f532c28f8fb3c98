import { posix } from 'node:path';
import { type Fields, at, fieldsAt, isFields, listAt, numberAt, textAt, textsAt } from '../fields';
import { type Finding, listOf } from '../finding';
import type { Pair } from '../pair';
import { type ObjectAt, objectsIn, setAt } from './object';
import { applyPatches } from './patches';
import { replace } from './replacements';

/** A Kustomization and its built objects. */
export interface Kustomized {
  readonly file: string;
  readonly folder: string;
  readonly value: Fields;
  readonly objects: readonly ObjectAt[];
  readonly problems: readonly Finding[];
  /** Reasons why Kustomize's output may differ from `objects`. */
  readonly unchecked: readonly string[];
}

const UNDERSTOOD = ['apiVersion', 'kind', 'metadata', 'namespace', 'resources', 'replicas', 'images', 'replacements'];
const FILE = 'kustomization.yaml';
const CLUSTER_WIDE =
  /^(Namespace|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|PersistentVolume|StorageClass|PriorityClass)$/;

/** Returns the Kustomizations of the config repo, without those that others include. */
export function kustomizationsOf(pair: Pair): Kustomized[] {
  const all = pair.names(/^config\/.*\/kustomization\.yaml$/).map((file) => build(pair, file, []));
  const taken = new Set(
    all.flatMap(({ folder, value }) => textsAt(value, 'resources').map((path) => posix.join(folder, path))),
  );
  return all.filter(({ folder }) => !taken.has(folder));
}

function build(pair: Pair, file: string, within: readonly string[]): Kustomized {
  const folder = posix.dirname(file);
  const [value] = pair.documents(file).filter(isFields);
  if (!value || within.includes(file)) {
    return { file, folder, value: {}, objects: [], problems: [], unchecked: [`${file} cannot be built`] };
  }
  const parts = textsAt(value, 'resources').map((path) => included(pair, file, path, [...within, file]));
  const objects = structuredClone(parts.flatMap((part) => part.objects));
  const isPatched = applyPatches(value, objects);
  const unknown = Object.keys(value).filter((field) => !(field === 'patches' && isPatched) && !UNDERSTOOD.includes(field));
  return {
    file,
    folder,
    value,
    objects,
    problems: [
      ...parts.flatMap(({ problems }) => problems), ...setReplicas(file, value, objects),
      ...setImages(file, value, objects), ...setNamespace(value, objects), ...replace(file, value, objects),
      ...leftOut(pair, folder, value),
    ],
    unchecked: [
      ...parts.flatMap(({ unchecked }) => unchecked),
      ...unknown.length > 0 ? [`${file} uses ${unknown.join(', ')}, which the checks do not support`] : [],
    ],
  };
}

function included(
  pair: Pair, file: string, path: string, within: readonly string[],
): Pick<Kustomized, 'objects' | 'problems' | 'unchecked'> {
  if (/^[a-z]+:\/\/|^git@|^github\.com\//.test(path)) {
    return { objects: [], problems: [], unchecked: [`${file} includes ${path}, which is outside of the repository`] };
  }
  const target = posix.join(posix.dirname(file), path);
  if (pair.text(`${target}/${FILE}`) !== undefined) {
    return build(pair, `${target}/${FILE}`, within);
  }
  if (pair.text(target) === undefined) {
    const problem = { file, problem: `resources contains ${path}, but ${target} does not exist.`, fix: `Correct the path, or create ${target}.` };
    return { objects: [], problems: [problem], unchecked: [] };
  }
  return { objects: objectsIn(target, pair.documents(target)), problems: [], unchecked: [] };
}

function setReplicas(file: string, value: Fields, objects: readonly ObjectAt[]): Finding[] {
  return listAt(value, 'replicas').flatMap((entry) => {
    const scaled = objects.filter(
      ({ kind, name }) => /^(Deployment|StatefulSet|ReplicaSet)$/.test(kind) && name === entry.name,
    );
    scaled.forEach((object) => setAt(object.value, ['spec', 'replicas'], numberAt(entry, 'count')));
    const names = listOf(objects.filter(({ kind }) => kind === 'Deployment').map(({ name }) => name));
    return scaled.length > 0 ? [] : [{
      file,
      problem: `replicas contains ${JSON.stringify(entry.name)}, but the Deployment's name is ${names}.`,
      fix: `Set the name in replicas to ${names}.`,
    }];
  });
}

function setImages(file: string, value: Fields, objects: readonly ObjectAt[]): Finding[] {
  const containers = objects.flatMap((object) => containersOf(object.value));
  const before = containers.map(({ image }) => image);
  return listAt(value, 'images').flatMap((entry) => {
    const name = textAt(entry, 'name') ?? '';
    const [newName, digest, tag] = ['newName', 'digest', 'newTag'].map((field) => textAt(entry, field));
    const using = containers.filter(({ image }) => new RegExp(`^${name.replace(/[.+]/g, '\\$&')}([:@]|$)`).test(String(image)));
    using.forEach((container) => setAt(container, ['image'], `${newName ?? name}${digest ? `@${digest}` : tag ? `:${tag}` : ''}`));
    return using.length > 0 ? [] : [{
      file,
      problem: `images changes ${JSON.stringify(name)}, but the containers run ${listOf(before)}: no container gets the digest.`,
      fix: 'Use the same image name in both places.',
    }];
  });
}

function setNamespace(value: Fields, objects: readonly ObjectAt[]): Finding[] {
  const namespace = textAt(value, 'namespace');
  const inNamespace = namespace === undefined ? [] : objects.filter(({ kind }) => !CLUSTER_WIDE.test(kind));
  inNamespace.forEach((object) => setAt(object.value, ['metadata', 'namespace'], namespace));
  return [];
}

function leftOut(pair: Pair, folder: string, value: Fields): Finding[] {
  const patches = [...listAt(value, 'patches'), ...listAt(value, 'replacements')].flatMap((entry) => textsAt(entry, 'path'));
  const named = new Set([...textsAt(value, 'resources'), ...textsAt(value, 'components'), ...textsAt(value, 'patchesStrategicMerge'), ...patches]
    .map((path) => posix.join(folder, path)));
  // Generators refer to files in fields that these checks do not read.
  const generators = Object.keys(value).some((field) => /Generator|configurations|helm/i.test(field));
  const others = pair.names(/\.ya?ml$/).filter((name) => posix.dirname(name) === folder && posix.basename(name) !== FILE && !named.has(name));
  return generators ? [] : others.filter((name) => isFields(at(pair.documents(name)[0], 'metadata'))).map((name) => ({
    file: `${folder}/${FILE}`,
    problem: `resources does not contain ${posix.basename(name)}, so that manifest is not applied.`,
    fix: `Add ${posix.basename(name)} to resources, or delete the file.`,
  }));
}

export function containersOf(object: Fields): Fields[] {
  const pod = fieldsAt(object, 'spec', 'template', 'spec');
  return [...listAt(pod, 'initContainers'), ...listAt(pod, 'containers')];
}
