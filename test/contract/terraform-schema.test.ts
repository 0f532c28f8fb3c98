import type { Answers } from '../../src/options/option';
import { type Fields, isFields } from '../support/cloudformation-template';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { infraFilesOf, parseModules, type TerraformModule } from '../support/terraform/module';
import record from '../support/terraform/provider-schema.json';

/**
 * Arguments, blocks and attributes in `infra/` against the schema of the newest provider, recorded from npm by
 * `projenrc/terraform-schema.ts`. `npx projen security` validates with the oldest supported provider.
 */

type Argument = string | { readonly [name: string]: Argument };

interface Type {
  readonly arguments: Record<string, Argument>;
  readonly attributes: readonly string[];
}

const TYPES = record.types as unknown as Readonly<Record<string, Type>>;

/** Terraform's own arguments of every resource. */
const META = ['lifecycle', 'depends_on'];

const SETS: readonly Answers[] = OPTION_SETS_OF_THE_PIPELINE.filter(({ sign }) => sign !== true);

function problemsIn(block: Fields, schema: Record<string, Argument>, path: string): string[] {
  const missing = Object.keys(schema)
    .filter((name) => schema[name] === 'required' && block[name] === undefined)
    .map((name) => `${path} lacks ${name}`);
  return Object.entries(block).flatMap(([name, value]) => {
    const argument = schema[name];
    if (argument === undefined) {
      return [`${path} has no ${name}`];
    }
    const blocks = Array.isArray(value) && value.every(isFields) ? (value as Fields[]) : undefined;
    return typeof argument === 'string'
      ? []
      : (blocks ?? []).flatMap((nested) => problemsIn(nested, argument, `${path}.${name}`));
  }).concat(missing);
}

function withoutMeta(block: Fields): Fields {
  return Object.fromEntries(Object.entries(block).filter(([name]) => !META.includes(name)));
}

function problemsOf(module: TerraformModule): string[] {
  const blocks = (['resource', 'data'] as const).flatMap((kind) =>
    Object.entries(module[kind]).flatMap(([type, named]) =>
      Object.entries(named).map(([name, [block]]) => ({
        schema: TYPES[`${kind} ${type}`], path: `${type}.${name}`, block,
      }))));
  const unknown = blocks.filter(({ schema }) => schema === undefined).map(({ path }) => `${path} has an unknown type`);
  const references = [...JSON.stringify(module).matchAll(/\b(data\.)?(aws_\w+)\.(\w+)((?:\.\w+|\[0\])+)/g)].flatMap(
    ([text, data, type, , attributes]) => {
      const known = TYPES[`${data ? 'data' : 'resource'} ${type}`]?.attributes ?? [];
      const parts = attributes.split('.').map((part) => part.replace('[0]', ''));
      return parts
        .filter((part) => part !== '' && !known.includes(part))
        .map((part) => `${text} has no ${part}`);
    },
  );
  return [
    ...unknown,
    ...blocks.filter(({ schema }) => schema).flatMap(({ schema, path, block }) =>
      problemsIn(withoutMeta(block), schema.arguments, path)),
    ...references,
  ];
}

const files = infraFilesOf({ appName: 'shop' });
const edited = (file: string, from: string, to: string) => ({ ...files, [file]: files[file].replace(from, to) });
const MISTAKES: ReadonlyArray<readonly [problem: string, files: Readonly<Record<string, string>>]> = [
  ['aws_codebuild_project.build has no build_timeouts', edited('build.tf', 'build_timeout', 'build_timeouts')],
  ['aws_codebuild_project.build.environment has no computetype', edited('build.tf', 'compute_type', 'computetype')],
  ['aws_codepipeline.pipeline lacks role_arn', edited('pipeline.tf', /role_arn .*\n/.exec(files['pipeline.tf'])![0], '')],
  ['aws_kms_key.pipeline.arm has no arm', edited('build.tf', 'aws_kms_key.pipeline.arn', 'aws_kms_key.pipeline.arm')],
  ['aws_sqs_queue.more has an unknown type', { ...files, 'more.tf': 'resource "aws_sqs_queue" "more" {}\n' }],
];
const modules = parseModules([...SETS.map(infraFilesOf), ...MISTAKES.map(([, mistaken]) => mistaken)]);

test.each(SETS.map((answers, index) => [JSON.stringify(answers), index] as const))(
  'the provider has every argument and attribute: %s',
  (_, index) => {
    expect(problemsOf(modules[index])).toEqual([]);
  },
);

test.each(MISTAKES.map(([problem], index) => [problem, index] as const))('finds that %s', (problem, index) => {
  expect(problemsOf(modules[SETS.length + index])).toContain(problem);
});

test('the name of each role ends with its purpose, however long the app name is', () => {
  const prefixes = modules.slice(0, SETS.length).flatMap((module) =>
    Object.entries(module.resource.aws_iam_role).flatMap(([name, [{ name_prefix: prefix }]]) => {
      const [, width, purpose] = /^\$\{format\("%\.(\d+)s-([a-z-]+)-", var\.app_name\)\}$/.exec(String(prefix)) ?? [];
      return prefix === undefined ? [] : [[name, purpose?.replace(/-/g, '_'), Number(width) + `-${purpose}-`.length] as const];
    }));
  expect(prefixes.length).toBeGreaterThan(SETS.length);
  // A role's name has at most 64 characters, of which the provider makes up 26.
  expect(prefixes.filter(([name, purpose, length]) => purpose !== name || !(length <= 38))).toEqual([]);
});

test('the record covers every type, and no other', () => {
  const used = modules.slice(0, SETS.length).flatMap((module) =>
    (['resource', 'data'] as const).flatMap((kind) => Object.keys(module[kind]).map((type) => `${kind} ${type}`)));
  expect([...new Set(used)].sort()).toEqual(Object.keys(TYPES).sort());
});
