import { policyDocument } from './evaluate';
import type { TerraformModule } from './module';
import type { Fields } from '../cloudformation-template';
import { isFields } from '../cloudformation-template';

/** A root module, and the evaluation of its expressions. */
export interface Scope {
  readonly module: TerraformModule;
  readonly evaluate: (value: unknown) => unknown;
}

/** The properties that the counterpart in CloudFormation has. */
export type Read = (block: Fields, name: string, scope: Scope) => Fields;

/** The only nested block of a kind, or an empty one. */
export function nested(block: Fields, name: string): Fields {
  return ((block[name] ?? [{}]) as readonly Fields[])[0];
}

/** The evaluated arguments by the names of the properties; leaves out missing ones. */
export function take({ evaluate }: Scope, block: Fields, names: Readonly<Record<string, string>>): Fields {
  return Object.fromEntries(
    Object.entries(names)
      .filter(([, from]) => block[from] !== undefined)
      .map(([to, from]) => [to, evaluate(block[from])]),
  );
}

/** Nested blocks as a list of that name; nothing without blocks. */
export function takeList(scope: Scope, key: string, blocks: unknown, names: Readonly<Record<string, string>>): Fields {
  return blocks ? { [key]: (blocks as readonly Fields[]).map((block) => take(scope, block, names)) } : {};
}

/** The blocks of other resources whose argument refers to this one. */
export function companions({ module, evaluate }: Scope, type: string, argument: string, owner: unknown): Fields[] {
  return Object.values(module.resource[type] ?? {})
    .map(([block]) => block)
    .filter((block) => evaluate(block[argument]) === owner);
}

export function document(scope: Scope, value: unknown): Fields {
  const { document: found } = scope.evaluate(value) as { document: Fields };
  return policyDocument(found, scope.evaluate);
}

const fieldsIn = (scope: Scope, value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map((item) => fieldsIn(scope, item));
  }
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fieldsIn(scope, item)]))
    : scope.evaluate(value);
};

/** `jsonencode` and `yamlencode` are parsed: their argument is under their name. */
export const encoded = (scope: Scope, value: unknown): unknown =>
  isFields(value) ? fieldsIn(scope, value.jsonencode ?? value.yamlencode) : scope.evaluate(value);
