import { Component, JsonFile, type Project, TextFile } from 'projen';
import { type Option, type OptionValue, flagOf } from '../src/options/option';
import { defaultOf } from '../src/options/resolve';
import { OPTIONS } from '../src/options/table';

/**
 * What is written down from the option table: the jsii struct, the JSON Schema of a generated repo's .projenrc.json,
 * and docs/options.md.
 */
export class OptionFiles extends Component {
  public constructor(project: Project) {
    super(project);
    new TextFile(project, 'src/options/gitops-options.ts', { lines: structLines() });
    new JsonFile(project, 'schema/projenrc.schema.json', { obj: projenrcSchema(), marker: false });
    new TextFile(project, 'docs/options.md', { lines: documentLines() });
  }
}

/** The table of options for the README. */
export function optionsTable(): string {
  const rows = OPTIONS.map((option) => `| \`${option.name}\` | ${shortValues(option)} | ${defaultText(option)} |`);
  return ['| option | values | default |', '| --- | --- | --- |', ...rows].join('\n');
}

function structLines(): string[] {
  const enums = OPTIONS.flatMap((option) => option.enumName ?? []).sort();
  return [
    '// Written from src/options/table.ts by projenrc/option-files.ts.',
    `import type { ${enums.join(', ')} } from './enums';`,
    '',
    '/**',
    ' * The answers from which a pair of repositories is generated. Both repositories take the same answers.',
    ' */',
    'export interface GitOpsOptions {',
    ...OPTIONS.flatMap((option) => [
      '  /**',
      `   * ${option.summary}`,
      ...(option.when ? ['   *', `   * Has an effect only ${conditions(option)}.`] : []),
      ...(option.required ? [] : ['   *', `   * @default ${structDefault(option)}`]),
      '   */',
      `  readonly ${option.name}${option.required ? '' : '?'}: ${structType(option)};`,
      '',
    ]),
    '  /**',
    '   * The folder of the generated repository.',
    '   *',
    '   * @default - the current folder',
    '   */',
    '  readonly outdir?: string;',
    '}',
  ];
}

function structType(option: Option): string {
  switch (option.type) {
    case 'integer': return 'number';
    case 'boolean': return 'boolean';
    case 'list': return 'string[]';
    default: return option.enumName ?? 'string';
  }
}

function structDefault(option: Option): string {
  if (option.initialText) {
    return `- ${option.initialText.replace(/`/g, '')}`;
  }
  const value = plainDefault(option);
  const member =
    typeof value === 'string' && option.enumName
      ? `${option.enumName}.${value.toUpperCase().replace(/-/g, '_')}`
      : undefined;
  return member ?? JSON.stringify(value);
}

function plainDefault(option: Option): OptionValue {
  return defaultOf(option, {}) as OptionValue;
}

function projenrcSchema(): object {
  const types: Record<Option['type'], object> = {
    string: { type: 'string' },
    choice: { type: 'string' },
    integer: { type: 'integer' },
    boolean: { type: 'boolean' },
    list: { type: 'array', items: { type: 'string' } },
  };
  const properties = OPTIONS.map((option) => [option.name, {
    description: option.summary,
    ...types[option.type],
    ...(option.choices && { enum: option.choices.map((choice) => choice.value) }),
    ...(option.range && { minimum: option.range[0], maximum: option.range[1] }),
    ...(!option.required && !option.initialText && { default: plainDefault(option) }),
  }]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'The answers of a repository made by create-gitops-eks',
    type: 'object',
    required: ['type', ...OPTIONS.filter((option) => option.required).map((option) => option.name)],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      type: {
        description: 'Which of the two repositories this is.',
        enum: ['create-gitops-eks.GitOpsAppProject', 'create-gitops-eks.GitOpsConfigProject'],
      },
      ...Object.fromEntries(properties),
    },
  };
}

function documentLines(): string[] {
  return [
    '# Options',
    '',
    'Each option is a question of the command line and of Yeoman, a flag, a field of an answers file and of `.projenrc.json`,',
    'and a property of the projen project types. Flags of options that are true or false have a `--no-` form.',
    '',
    '| option | flag | values | default | what it decides |',
    '| --- | --- | --- | --- | --- |',
    ...OPTIONS.map(
      (option) =>
        `| \`${option.name}\` | ${flagText(option)} | ${valuesText(option)} | ${defaultText(option)} | ${option.summary}${whenText(option)} |`,
    ),
  ];
}

function flagText(option: Option): string {
  return option.required ? `first argument, or \`--${flagOf(option.name)}\`` : `\`--${flagOf(option.name)}\``;
}

function valuesText(option: Option): string {
  switch (option.type) {
    case 'choice':
      return (option.choices ?? []).map(({ value, hint }) => `\`${value}\`${hint ? ` (${hint})` : ''}`).join('<br>');
    case 'integer':
      return option.range ? `${option.range[0]} to ${option.range[1]}` : 'a whole number';
    case 'boolean':
      return '`true`, `false`';
    case 'list':
      return 'a list; commas in a flag';
    default:
      return 'text';
  }
}

function shortValues(option: Option): string {
  return option.choices ? option.choices.map(({ value }) => `\`${value}\``).join(', ') : valuesText(option);
}

function defaultText(option: Option): string {
  if (option.required) {
    return 'none: required';
  }
  const value = plainDefaultOrEmpty(option);
  return option.initialText ?? (value === '' ? 'none' : `\`${value}\``);
}

function plainDefaultOrEmpty(option: Option): string {
  const value = plainDefault(option);
  return Array.isArray(value) ? value.join(',') : String(value);
}

function whenText(option: Option): string {
  return option.when ? ` Only ${conditions(option)}.` : '';
}

function conditions({ when = [] }: Option): string {
  return `when ${when.map(({ option, values }) => `\`${option}\` is ${values.map((value) => `\`${value}\``).join(' or ')}`).join(' and ')}`;
}
