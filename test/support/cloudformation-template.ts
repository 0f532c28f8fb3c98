/** A CloudFormation template as it is parsed, its short tags written out. */
export interface CloudFormationTemplate {
  readonly Parameters?: Readonly<Record<string, Fields>>;
  readonly Conditions?: Fields;
  readonly Mappings?: Fields;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, Fields>>;
  readonly [section: string]: unknown;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Fields;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** A use of a name: of a parameter or resource, of a resource's attribute, or of a condition. */
export interface Reference {
  readonly place: string;
  readonly kind: 'name' | 'attribute' | 'condition';
  readonly name: string;
  readonly attribute?: string;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The function of a value and its argument. */
export function callIn(value: unknown): readonly [name: string, argument: unknown] | undefined {
  const entries = isFields(value) ? Object.entries(value) : [];
  return entries.length === 1 && /^(Ref|Condition|Fn::.+)$/.test(entries[0][0]) ? entries[0] : undefined;
}

/** Every use of a name below a value. */
export function referencesIn(value: unknown, place: string): Reference[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => referencesIn(item, `${place}[${index}]`));
  }
  if (!isFields(value)) {
    return [];
  }
  const call = callIn(value);
  const inner = Object.entries(value).flatMap(([key, item]) => referencesIn(item, `${place}.${key}`));
  return call ? [...referencesOf(call[0], call[1], place), ...inner] : inner;
}

function referencesOf(name: string, argument: unknown, place: string): Reference[] {
  switch (name) {
    case 'Ref': return [{ place, kind: 'name', name: String(argument) }];
    case 'Condition': return typeof argument === 'string' ? [{ place, kind: 'condition', name: argument }] : [];
    case 'Fn::If': return [{ place, kind: 'condition', name: String((argument as unknown[])[0]) }];
    case 'Fn::GetAtt': return [attributeOf(Array.isArray(argument) ? argument.join('.') : String(argument), place)];
    case 'Fn::Sub': return substitutions(argument, place);
    default: return [];
  }
}

function substitutions(argument: unknown, place: string): Reference[] {
  const [text, own] = (Array.isArray(argument) ? argument : [argument, {}]) as [string, Fields];
  return [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map(([, name]) => name)
    .filter((name) => !Object.hasOwn(own, name))
    .map((name) => name.includes('.') ? attributeOf(name, place) : { place, kind: 'name', name });
}

function attributeOf(text: string, place: string): Reference {
  const [name, ...attribute] = text.split('.');
  return { place, kind: 'attribute', name, attribute: attribute.join('.') };
}
