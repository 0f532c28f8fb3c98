import type { OptionValues } from '../options/option';

/** One condition of a layer's name. */
export interface LayerCondition {
  readonly option: string;
  readonly value: string;
  /** The option must have another value. */
  readonly negated: boolean;
}

/** What the name of a layer says: `base`, or conditions and lists between commas. */
export interface Layer {
  /** `option=value` and `option!=value`. All of them must hold. */
  readonly conditions: readonly LayerCondition[];
  /** `each=list`: the files are rendered once for each item of this list. */
  readonly each?: string;
}

export function parseLayer(name: string): Layer {
  const parts = name === 'base' ? [] : name.split(',').map((part) => parsePart(part, name));
  const lists = parts.filter(({ option }) => option === 'each');
  if (lists.length > 1 || lists.some(({ negated }) => negated)) {
    throw new Error(`template layer "${name}" must name at most one list, as "each=list"`);
  }
  return { conditions: parts.filter(({ option }) => option !== 'each'), each: lists[0]?.value };
}

/** Whether the files of a layer are rendered for these options. */
export function layerApplies({ conditions }: Layer, options: OptionValues): boolean {
  return conditions.every(({ option, value, negated }) => (String(options[option]) === value) !== negated);
}

/**
 * The contexts with which the files of a layer are rendered: one, or one for each item of its list, as `item`.
 *
 * @throws Error when the list does not exist
 */
export function layerContexts<T extends object>({ each }: Layer, context: T): readonly T[] {
  if (each === undefined) {
    return [context];
  }
  const list: unknown = (context as Record<string, unknown>)[each];
  if (!Array.isArray(list)) {
    throw new Error(`a template layer is named each=${each}, which is not a list`);
  }
  return list.map((item) => ({ ...context, item }));
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
