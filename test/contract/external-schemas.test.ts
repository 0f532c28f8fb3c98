import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { closeObjects } from '../support/crd-schema';
import { isClusterObject, type Manifest } from '../support/kubernetes-schemas';
import { PAIRWISE_ANSWERS } from '../support/option-sets';
import { parseYaml } from '../support/parse-file';
import { renderPair } from '../support/render-pair';

/** A folder with the schemas that eksctl, Argo CD and Flux publish; see CONTRIBUTING.md. */
const SCHEMAS = process.env.SCHEMAS_DIR;
const describeWithSchemas = SCHEMAS ? describe : xdescribe;

const readSchema = (name: string) => readFileSync(join(SCHEMAS!, name), 'utf8');
const texts = new Set(
  PAIRWISE_ANSWERS.flatMap((answers) => renderPair(answers))
    .filter(({ path }) => /\.ya?ml$/.test(path))
    .map(({ content }) => content),
);
const documents = [...texts].flatMap((text) => parseYaml(text, '1.1')) as Manifest[];

describeWithSchemas('the schema of eksctl', () => {
  let validate: ValidateFunction;
  const configs = documents.filter((document) => document?.kind === 'ClusterConfig');

  beforeAll(() => {
    validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
      JSON.parse(readSchema('eksctl-clusterconfig.schema.json')),
    );
  });

  test('accepts every rendered cluster', () => {
    expect(configs.length).toBeGreaterThan(0);
    expect(unique(configs.flatMap((config) => problemsOf(validate, config)))).toEqual([]);
  });

  test('refuses a misspelt field', () => {
    const { metadata, ...rest } = configs[0];
    expect(problemsOf(validate, { ...rest, metadata: { ...metadata, naem: 'a' } })).toContainEqual(
      expect.stringContaining('/metadata'),
    );
  });
});

describeWithSchemas.each([
  ['Application', 'argocd/application-crd.yaml'],
  ['AppProject', 'argocd/appproject-crd.yaml'],
  ['GitRepository', 'flux/gitrepositories.yaml'],
  ['Kustomization', 'flux/kustomizations.yaml'],
])("the schema of the engine's %s", (kind, file) => {
  let validate: ValidateFunction;
  const objects = documents.filter((document) => isClusterObject(document) && document.kind === kind);

  beforeAll(() => {
    const { spec } = parse(readSchema(file));
    validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
      closeObjects(spec.versions[0].schema.openAPIV3Schema),
    );
  });

  test('accepts every rendered object', () => {
    expect(objects.length).toBeGreaterThan(0);
    expect(unique(objects.flatMap((object) => problemsOf(validate, object)))).toEqual([]);
  });

  test('refuses a misspelt field', () => {
    const { spec, ...rest } = objects[0];
    expect(problemsOf(validate, { ...rest, spec: { ...(spec as object), destinatoin: {} } })).toContainEqual(
      expect.stringContaining('destinatoin'),
    );
  });
});

function problemsOf(validate: ValidateFunction, value: unknown): string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
