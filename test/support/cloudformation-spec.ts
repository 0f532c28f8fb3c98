import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { Property, PropertyType, Resource } from '@aws-cdk/service-spec-types';
import {
  type CloudFormationTemplate, type Fields, type TemplateResource, callIn, isFields, referencesIn,
} from './cloudformation-template';

const SPEC = loadAwsServiceSpecSync();
const SECTIONS = [
  'AWSTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Mappings', 'Conditions', 'Rules', 'Resources',
  'Outputs',
];
const RESOURCE_FIELDS = [
  'Type', 'Properties', 'DependsOn', 'Condition', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata',
];
const PARAMETER_TYPE = /^(String|Number|CommaDelimitedList|List<Number>|AWS::SSM::Parameter::.+|(List<)?AWS::.+)$/;
const PSEUDO_PARAMETERS = [
  'AccountId', 'NoValue', 'NotificationARNs', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix',
].map((name) => `AWS::${name}`);

/** Errors of a template by the published resource types. */
export function templateProblems(template: CloudFormationTemplate): string[] {
  const { Parameters = {}, Resources = {} } = template;
  return [
    ...unknownKeys(template, SECTIONS, 'the template'),
    ...Object.entries(Parameters)
      .filter(([, { Type }]) => !PARAMETER_TYPE.test(String(Type)))
      .map(([name]) => `Parameters.${name}: its type does not exist`),
    ...Object.entries(Resources).flatMap(([name, resource]) => resourceProblems(`Resources.${name}`, resource)),
    ...referenceProblems(template),
    ...unusedNames(template),
  ];
}

function resourceProblems(place: string, resource: TemplateResource): string[] {
  const type = resourceType(resource.Type);
  return [
    ...unknownKeys(resource, RESOURCE_FIELDS, place),
    ...(type
      ? fieldProblems(`${place}.Properties`, resource.Properties ?? {}, type.properties)
      : [`${place}: ${resource.Type} does not exist`]),
  ];
}

function resourceType(name: string): Resource | undefined {
  return SPEC.lookup('resource', 'cloudFormationType', 'equals', name)[0];
}

function fieldProblems(place: string, fields: Fields, known: Readonly<Record<string, Property>>): string[] {
  const missing = Object.entries(known).filter(([name, { required }]) => required && fields[name] === undefined);
  return [
    ...unknownKeys(fields, Object.keys(known), place),
    ...missing.map(([name]) => `${place}: ${name} is required`),
    ...Object.entries(fields).flatMap(([name, value]) => {
      const property = known[name];
      return property
        ? valueProblems(`${place}.${name}`, value, [property.type, ...(property.previousTypes ?? [])])
        : [];
    }),
  ];
}

/** Problems under the type that suits a value best, of several that it may have. */
function valueProblems(place: string, value: unknown, types: readonly PropertyType[]): string[] {
  const call = callIn(value);
  if (call) {
    const branches = call[0] === 'Fn::If' ? (call[1] as unknown[]).slice(1) : [];
    return branches.flatMap((branch, index) => valueProblems(`${place}[branch ${index + 1}]`, branch, types));
  }
  const outcomes = types.map((type) => typeProblems(place, value, type));
  return outcomes.reduce((best, problems) => (problems.length < best.length ? problems : best));
}

function typeProblems(place: string, value: unknown, type: PropertyType): string[] {
  switch (type.type) {
    case 'string':
      return typeof value === 'string' && (type.allowedValues?.includes(value) ?? true)
        ? []
        : [refusal(place, value, type.allowedValues ?? 'a text')];
    case 'date-time':
      return typeof value === 'string' ? [] : [refusal(place, value, 'a date')];
    case 'integer':
      return Number.isInteger(value) && (type.allowedValues?.includes(Number(value)) ?? true)
        ? []
        : [refusal(place, value, 'a whole number')];
    case 'number':
      return typeof value === 'number' ? [] : [refusal(place, value, 'a number')];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [refusal(place, value, 'true or false')];
    case 'json':
      return typeof value === 'object' && value !== null ? [] : [refusal(place, value, 'an object')];
    case 'tag':
      return isFields(value) ? unknownKeys(value, ['Key', 'Value'], place) : [refusal(place, value, 'a tag')];
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) => valueProblems(`${place}[${index}]`, item, [type.element]))
        : [refusal(place, value, 'a list')];
    case 'map':
      return isFields(value)
        ? Object.entries(value).flatMap(([key, item]) => valueProblems(`${place}.${key}`, item, [type.element]))
        : [refusal(place, value, 'a map')];
    case 'union':
      return valueProblems(place, value, type.types);
    case 'ref':
      return isFields(value)
        ? fieldProblems(place, value, SPEC.get('typeDefinition', type.reference.$ref).properties)
        : [refusal(place, value, 'an object')];
    default:
      return [];
  }
}

function referenceProblems(template: CloudFormationTemplate): string[] {
  const { Parameters = {}, Resources = {}, Conditions = {} } = template;
  const own = Object.entries(Resources).flatMap(([name, { DependsOn = [], Condition }]) => [
    ...[DependsOn]
      .flat()
      .map((target) => ({ place: `Resources.${name}.DependsOn`, kind: 'name' as const, name: target })),
    ...(Condition ? [{ place: `Resources.${name}`, kind: 'condition' as const, name: Condition }] : []),
  ]);
  return [...referencesIn(template, 'template'), ...own].flatMap(({ place, kind, name, ...reference }) => {
    switch (kind) {
      case 'condition':
        return Object.hasOwn(Conditions, name) ? [] : [`${place}: the condition ${name} does not exist`];
      case 'name':
        return [...Object.keys(Parameters), ...Object.keys(Resources), ...PSEUDO_PARAMETERS].includes(name)
          ? []
          : [`${place}: ${name} does not exist`];
      case 'attribute': {
        const attribute = (reference as { attribute: string }).attribute;
        return resourceType(Resources[name]?.Type)?.attributes[attribute]
          ? []
          : [`${place}: ${name} has no attribute ${attribute}`];
      }
    }
  });
}

/** Unused parameters and conditions: obsolete, or misspelt elsewhere. */
function unusedNames(template: CloudFormationTemplate): string[] {
  const { Parameters = {}, Conditions = {}, Resources = {} } = template;
  const used = new Set([
    ...referencesIn(template, '').map(({ name }) => name),
    ...Object.values(Resources).map(({ Condition }) => Condition),
  ]);
  return [...Object.keys(Parameters), ...Object.keys(Conditions)]
    .filter((name) => !used.has(name))
    .map((name) => `${name} is used nowhere`);
}

function unknownKeys(fields: object, known: readonly string[], place: string): string[] {
  return Object.keys(fields).filter((name) => !known.includes(name)).map((name) => `${place}: ${name} does not exist`);
}

function refusal(place: string, value: unknown, wanted: string | readonly string[]): string {
  return `${place}: ${JSON.stringify(value)} must be ${Array.isArray(wanted) ? `one of ${wanted.join(', ')}` : wanted}`;
}
