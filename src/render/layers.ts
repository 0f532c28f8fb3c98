import type { OptionValues } from '../options/option';

/** One condition of a layer's name. */
export interface LayerCondition {
  readonly option: string;
  readonly value: string;
  /** Whether the option must have another value. */
  readonly negated: boolean;
}

/** The parsed name of a layer: `base`, or conditions and a list, separated by commas. */
export interface Layer {
  /** `option=value` and `option!=value`. All of them must hold. */
  readonly conditions: readonly LayerCondition[];
  /** The list in `each=list`. The files are rendered once for each of its items. */
  readonly each?: string;
}

export function parseLayer(name: string): Layer {
  const parts = name === 'base' ? [] : name.split(',').map((part) => parsePart(part, name));
  const lists = parts.filter(({ option }) => option === 'each');
  if (lists.length > 1 || lists.some(({ negated }) => negated)) {
    throw new Error(`template layer "${name}" must have at most one "each=list"`);
  }
  return { conditions: parts.filter(({ option }) => option !== 'each'), each: lists[0]?.value };
}

/** Whether the files of a layer are rendered for these options. */
export function layerApplies({ conditions }: Layer, options: OptionValues): boolean {
  return conditions.every(({ option, value, negated }) => (String(options[option]) === value) !== negated);
}

/**
 * Returns the contexts for the files of a layer: one, or one for each item of its list. The item has the name `item`.
 * The fields of an item that is an object replace the names of the context.
 *
 * @throws Error if the list does not exist
 */
export function layerContexts<T extends object>({ each }: Layer, context: T): readonly T[] {
  if (each === undefined) {
    return [context];
  }
  const list: unknown = (context as Record<string, unknown>)[each];
  if (!Array.isArray(list)) {
    throw new Error(`a template layer has the name each=${each}, but ${each} is not a list`);
  }
  return list.map((item: unknown) => ({ ...context, ...typeof item === 'object' ? item : {}, item }));
}

function parsePart(part: string, layer: string): LayerCondition {
  const [, option, not, value] = /^([A-Za-z]+)(!?)=([^=!]+)$/.exec(part) ?? [];
  if (value === undefined) {
    throw new Error(
      `template layer "${layer}" must be "base", or "option=value", "option!=value" and "each=list" joined by commas`,
    );
  }
  return { option, value, negated: not !== '' };
}
