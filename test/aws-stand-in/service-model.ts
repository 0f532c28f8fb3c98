import * as codebuild from '@aws-sdk/client-codebuild';
import * as codecommit from '@aws-sdk/client-codecommit';
import * as ecr from '@aws-sdk/client-ecr';
import { ServiceError } from './codecommit/service-error';

/** A service's model in the AWS SDK: schemas named `Operation$`, and a class for each error. */
const MODELS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { codebuild, codecommit, ecr };

/** Errors that any service may return. Source: the services' API references, "Common Errors". */
const COMMON_ERRORS = [
  'AccessDeniedException', 'ExpiredTokenException', 'IncompleteSignature', 'InternalFailure',
  'InvalidSignatureException', 'RequestLimitExceeded', 'ServiceUnavailable', 'ThrottlingException',
  'TooManyRequestsException', 'UnknownOperationException', 'UnrecognizedClientException', 'ValidationException',
];

/**
 * A schema: a number for a simple type, `unit` for nothing, else an array that begins with its kind; or a function that
 * returns one of them.
 */
type Schema = number | 'unit' | (() => Schema) | readonly [kind: number, ...rest: unknown[]];

const [LIST, MAP, STRUCTURE, OPERATION] = [1, 2, 3, 9];
const [LIST_OF, MAP_OF] = [64, 128];
/** Simple types by number. Timestamps are seconds, and blobs are base64. */
const SIMPLE: Readonly<Record<number, string>> = {
  0: 'string', 1: 'number', 2: 'boolean', 4: 'number', 5: 'number', 6: 'number', 7: 'number', 21: 'string',
};

/** The first difference between a value and the model of an operation's input or output. */
export function modelProblems(service: string, operation: string, side: 'input' | 'output', value: unknown): string[] {
  const schema = MODELS[service]?.[`${operation}$`] as Schema | undefined;
  if (!Array.isArray(schema) || schema[0] !== OPERATION) {
    return [`${service} has no operation ${operation}`];
  }
  return problemsIn(`${side} of ${service}:${operation}`, schema[side === 'input' ? 4 : 5] as Schema, value);
}

/** Whether the service can return an error of this name. */
export function hasError(service: string, name: string): boolean {
  return COMMON_ERRORS.includes(name) || typeof MODELS[service]?.[name] === 'function';
}

function problemsIn(path: string, schema: Schema, value: unknown): string[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (typeof schema === 'function') {
    return problemsIn(path, schema(), value);
  }
  if (schema === 'unit') {
    return Object.keys(value).map((name) => `${path} has no ${name}`);
  }
  if (typeof schema === 'number') {
    return ofNumber(path, schema, value);
  }
  const [kind, , , , first, second, required] = schema as readonly unknown[];
  if (kind === LIST) {
    return inList(path, first as Schema, value);
  }
  if (kind === MAP) {
    return inMap(path, second as Schema, value);
  }
  return kind === STRUCTURE
    ? inStructure(path, first as string[], second as Schema[], Number(required ?? 0), value)
    : problemsIn(path, first as Schema, value);
}

function ofNumber(path: string, schema: number, value: unknown): string[] {
  if (schema >= MAP_OF) {
    return inMap(path, schema - MAP_OF, value);
  }
  if (schema >= LIST_OF) {
    return inList(path, schema - LIST_OF, value);
  }
  return typeof value === SIMPLE[schema] ? [] : [`${path} must be a ${SIMPLE[schema]}, not ${JSON.stringify(value)}`];
}

function inList(path: string, item: Schema, value: unknown): string[] {
  return Array.isArray(value)
    ? value.flatMap((one, at) => problemsIn(`${path}[${at}]`, item, one))
    : [`${path} must be a list`];
}

function inMap(path: string, item: Schema, value: unknown): string[] {
  return Object.entries(value as object).flatMap(([key, one]) => problemsIn(`${path}.${key}`, item, one));
}

/** In a schema, the required members precede the optional ones. */
function inStructure(
  path: string, names: readonly string[], members: readonly Schema[], required: number, value: unknown,
): string[] {
  if (typeof value !== 'object' || Array.isArray(value)) {
    return [`${path} must be a structure`];
  }
  const fields = value as Record<string, unknown>;
  const given = Object.entries(fields).filter(([, field]) => field !== undefined);
  return [
    ...names
      .slice(0, required)
      .filter((name) => fields[name] === undefined || fields[name] === null)
      .map((name) => `${path} lacks ${name}`),
    ...given.flatMap(([name, field]) =>
      names.includes(name)
        ? problemsIn(`${path}.${name}`, withoutTraits(members[names.indexOf(name)]), field)
        : [`${path} has no ${name}`],
    ),
  ];
}

/** A member with traits is a pair of its schema and the traits. */
function withoutTraits(member: Schema): Schema {
  return Array.isArray(member) && member.length === 2 ? member[0] as Schema : member;
}

/**
 * Calls a stand-in and throws if its response violates the service's model: a field, a type or an error that the model
 * lacks. The stand-in itself must refuse requests without required fields, with the error of the service.
 */
export function answeredByModel(service: string, operation: string, input: object, answer: () => object): object {
  const unknown = modelProblems(service, operation, 'input', input).filter((problem) => !problem.includes(' lacks '));
  if (unknown.length > 0) {
    throw new TypeError(unknown.join('; '));
  }
  let output: object;
  try {
    output = answer();
  } catch (error) {
    if (error instanceof ServiceError && !hasError(service, error.name)) {
      throw new TypeError(`${service} has no error ${error.name}`);
    }
    throw error;
  }
  const problems = modelProblems(service, operation, 'output', output);
  if (problems.length > 0) {
    throw new TypeError(problems.join('; '));
  }
  return output;
}
