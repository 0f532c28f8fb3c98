// Records what the tests need of the schema of Terraform's AWS provider, from an npm package generated from it.
// The package has 476 MB, so it is no dependency of this project:
//   npm install --prefix FOLDER --no-save --legacy-peer-deps --ignore-scripts @cdktn/provider-aws
//   npx tsx projenrc/terraform-schema.ts FOLDER
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `required`, `optional`, or the arguments of a nested block. */
type Argument = 'required' | 'optional' | { readonly [name: string]: Argument };

interface Type {
  readonly arguments: Readonly<Record<string, Argument>>;
  /** The names in a path that an expression can read, at any depth, with the values that only AWS knows. */
  readonly attributes: readonly string[];
}

const RECORD = join(__dirname, '..', 'test', 'support', 'terraform', 'provider-schema.json');
const TEMPLATES = join(__dirname, '..', 'templates');

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `resource aws_sns_topic`, `data aws_partition`: each pair of words in the templates. */
function usedTypes(): string[] {
  const texts = readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /iac=terraform.*\.ejs$/.test(name))
    .map((name) => readFileSync(join(TEMPLATES, name), 'utf8'));
  const found = texts.flatMap((text) =>
    [...text.matchAll(/^(resource|data) "(aws_\w+)"/gm)].map(([, kind, type]) => `${kind} ${type}`));
  return [...new Set(found)].sort();
}

function schemaOf(library: string, used: string): Type {
  const [kind, type] = used.split(' ');
  const folder = join(library, `${kind === 'data' ? 'data-' : ''}${(kind === 'data' ? type : type.slice(4)).replace(/_/g, '-')}`);
  const declared = readFileSync(join(folder, 'index.d.ts'), 'utf8').replace(/\/\*\*[^]*?\*\//g, '');
  const interfaces = new Map(
    [...declared.matchAll(/export interface (\w+)(?: extends [\w.]+)? \{\n([^]*?)^\}/gm)].map(([, name, body]) => [name, body]),
  );
  const argumentsOf = (body: string): Record<string, Argument> =>
    Object.fromEntries(
      [...body.matchAll(/^ {4}readonly (\w+)(\??): (\w+)?/gm)].map(([, name, optional, of = '']): [string, Argument] => {
        const nested = interfaces.get(of);
        return [snake(name), nested === undefined ? (optional ? 'optional' : 'required') : argumentsOf(nested)];
      }),
    );
  const [, main] = [...interfaces].find(([, body]) => declared.includes(`Config extends cdktn.TerraformMetaArguments {\n${body}`)) ?? [];
  const code = readFileSync(join(folder, 'index.js'), 'utf8');
  const attributes = [...code.matchAll(/\/\/ (\w+) - computed: \w+, optional: \w+, required: \w+/g)].map(([, name]) => name);
  return { arguments: argumentsOf(main ?? ''), attributes: [...new Set(attributes)].sort() };
}

const modules = join(process.argv[2], 'node_modules', '@cdktn', 'provider-aws');
const { version } = JSON.parse(readFileSync(join(modules, 'package.json'), 'utf8'));
const types = Object.fromEntries(usedTypes().map((used) => [used, schemaOf(join(modules, 'lib'), used)]));
writeFileSync(RECORD, `${JSON.stringify({ source: `@cdktn/provider-aws ${version}`, types }, undefined, 1)}\n`);
