/** Any value. */
export const ANY = Symbol('any');

/**
 * The supported values of a stand-in: any value, one of these values, or an object with these properties. Applies to
 * each item of a list.
 */
export type Known = symbol | readonly unknown[] | { readonly [property: string]: Known };

/** Throws for an unsupported setting. If the stand-in ignored it, tests could pass with a setting that fails on AWS. */
export function onlyKnown(standIn: string, what: string, said: unknown, known: Known): void {
  if (Array.isArray(said)) {
    said.forEach((item) => onlyKnown(standIn, item?.name ? `"${item.name}" of ${what}` : what, item, known));
  } else if (Array.isArray(known)) {
    if (!known.includes(said)) {
      const values = known.map((value) => JSON.stringify(value)).join(', ') || 'none';
      throw new Error(`Our ${standIn} does not know the value ${JSON.stringify(said)} of ${what}: it knows ${values}.`);
    }
  } else if (typeof known === 'object') {
    for (const [property, value] of Object.entries(said ?? {})) {
      if (!Object.hasOwn(known, property)) {
        throw new Error(`Our ${standIn} does not know the property ${property} of ${what}.`);
      }
      onlyKnown(standIn, `${property} of ${what}`, value, (known as Record<string, Known>)[property]);
    }
  }
}
