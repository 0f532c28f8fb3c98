/** Flags by name: those with a value have it, others are true. */
export type Flags = Readonly<Record<string, string | true | undefined>>;

/** A mistake of the caller's, or a state in which a program must not begin. Exit code 2. */
export class Refused extends Error {
  public readonly name = 'Refused';
}

/**
 * Reads a command line. A flag with a value takes the next word.
 *
 * @throws Refused for an unknown flag or a missing value
 */
export function readFlags(args: readonly string[], plain: readonly string[], valued: readonly string[]): Flags {
  const flags: Record<string, string | true> = {};
  for (let index = 0; index < args.length; index++) {
    const [name, ...rest] = args[index].split('=');
    if (valued.includes(name)) {
      const value = rest.length > 0 ? rest.join('=') : args[++index];
      if (!value || value.startsWith('--')) {
        throw new Refused(`${name} requires a value.`);
      }
      flags[name] = value;
    } else if (plain.includes(args[index])) {
      flags[args[index]] = true;
    } else {
      throw new Refused(`${args[index]} is not a flag. The flags: ${[...plain, ...valued].join(', ')}.`);
    }
  }
  return flags;
}
