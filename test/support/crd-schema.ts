/** A schema as a CustomResourceDefinition holds it. */
interface CrdSchema {
  readonly properties?: Readonly<Record<string, CrdSchema>>;
  readonly additionalProperties?: CrdSchema | boolean;
  readonly items?: CrdSchema;
  readonly [keyword: string]: unknown;
}

/**
 * The schema with every object closed: the API server drops fields that a CustomResourceDefinition does not know, so
 * one of them is misspelt. What the cluster itself says of every object (`metadata`) stays open.
 */
export function closeObjects(schema: CrdSchema): CrdSchema {
  const { properties, additionalProperties, items, ...rest } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true || !properties;
  return {
    ...rest,
    ...(schema['x-kubernetes-int-or-string'] === true && { type: ['integer', 'string'] }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, closeObjects(inner)])),
    }),
    ...(items && { items: closeObjects(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: closeObjects(additionalProperties) }),
    ...(additionalProperties === undefined && !isOpen && { additionalProperties: false }),
  };
}
