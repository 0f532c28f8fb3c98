import { type Fields, fieldsAt, isFields, textAt } from '../fields';
import type { Finding } from '../finding';
import type { Pair } from '../pair';
import { cdk } from './cdk';
import { cloudformation } from './cloudformation';
import { NAMES, exportsOf, resolve } from './resolve';
import type { Reader, Stack } from './stack';
import { terraform } from './terraform';
import type { InfrastructureAsCode } from '../../options/enums';

/** A resource with resolved functions in its properties. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly file: string;
  /** Its physical name, if the template sets one. */
  readonly name?: string;
  readonly properties: Fields;
}

export interface Infrastructure {
  readonly resources: readonly Resource[];
  readonly problems: readonly Finding[];
  readonly unchecked: readonly string[];
}

const READERS: Readonly<Record<`${InfrastructureAsCode}`, Reader>> = { cloudformation, cdk, terraform };

/** The stacks of a pair, and why they may be out of date. */
export function stacksOf(pair: Pair): { readonly stacks: readonly Stack[]; readonly unchecked: readonly string[] } {
  const readers = Object.values(READERS).filter(({ isUsed }) => isUsed(pair));
  return {
    stacks: readers.flatMap((reader) => reader.stacks(pair)),
    unchecked: readers.flatMap((reader) => reader.unchecked(pair)),
  };
}

export function readInfrastructure(pair: Pair): Infrastructure {
  const { stacks, unchecked } = stacksOf(pair);
  const exports = new Map(stacks.flatMap(({ template, name }) => exportsOf(template, name)));
  const problems: Finding[] = [];
  const resources = stacks.flatMap((stack) =>
    Object.entries(fieldsAt(stack.template, 'Resources'))
      .filter(([, value]) => isFields(value))
      .map(([id, value]) => {
        const file = stack.fileOf(id);
        const missing = (name: string) =>
          problems.push({
            file,
            problem: `${id} uses ${name}, which no resource, parameter or export of the stacks has.`,
            fix: 'Correct the name.',
          });
        const properties = resolve(fieldsAt(value, 'Properties'), {
          template: stack.template, stackName: stack.name, exports, missing,
        }) as Fields;
        const type = textAt(value, 'Type') ?? '';
        return { id, type, file, name: textAt(properties, NAMES[type] ?? ''), properties };
      }),
  );
  return { resources, problems, unchecked };
}

export function ofType({ resources }: Infrastructure, type: string): Resource[] {
  return resources.filter((resource) => resource.type === type);
}
