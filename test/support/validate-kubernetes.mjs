/**
 * Validates Kubernetes objects: a JSON list of them on standard input, one list of problems for each on standard
 * output. A program of its own, because the packages that carry the schemas are ES modules.
 */
import { readFileSync } from 'node:fs';

/** Fields that the packages' validators lack: they drop names that JSON Schema uses for annotations. */
const LOST_FIELDS = ['AppProject /spec/description'];

const objects = JSON.parse(readFileSync(0, 'utf8'));
const problems = [];
for (const object of objects) {
  const model = await modelOf(object);
  problems.push(
    model
      ? [...schemaProblems(model, object), ...unknownFields(model, object)]
      : [`no schema for ${object.apiVersion} ${object.kind}`],
  );
}
process.stdout.write(JSON.stringify(problems));

/** The model of a kind: Argo CD's from its own package, everything else from Kubernetes'. */
async function modelOf({ apiVersion, kind }) {
  const folder = apiVersion === 'argoproj.io/v1alpha1' ? '@kubernetes-models/argo-cd' : 'kubernetes-models';
  try {
    return (await import(`${folder}/${apiVersion}/${kind}`))[kind];
  } catch {
    return undefined;
  }
}

function schemaProblems(Model, object) {
  try {
    new Model(object).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

/**
 * The schemas accept unknown fields. Their validators read every known field, so a field that
 * none of them reads is misspelt.
 */
function unknownFields(Model, object) {
  const read = new Set();
  try {
    Model.prototype.validate.call(recording(object, '', read));
  } catch {
    // Values are checked without the recording.
  }
  return fieldPaths(object, '')
    .filter((path) => !read.has(path) && !LOST_FIELDS.includes(`${object.kind} ${path}`))
    .map((path) => `${path} is not in the schema of ${object.apiVersion} ${object.kind}`);
}

function recording(value, path, read) {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return new Proxy(value, {
    get(target, key) {
      if (typeof key === 'symbol' || !Object.hasOwn(target, key)) {
        return target[key];
      }
      read.add(`${path}/${key}`);
      return recording(target[key], `${path}/${key}`, read);
    },
  });
}

function fieldPaths(value, path) {
  return typeof value !== 'object' || value === null
    ? []
    : Object.keys(value).flatMap((key) => [`${path}/${key}`, ...fieldPaths(value[key], `${path}/${key}`)]);
}
