import type { ResolvedOptions } from '../options/option';

/** One condition of a layer's name. */
export interface LayerCondition {
  readonly option: string;
  readonly value: string;
}

/** The conditions in a layer's name: none for `base`, else one for each `option=value` between commas. */
export function layerConditions(layer: string): LayerCondition[] {
  if (layer === 'base') {
    return [];
  }
  return layer.split(',').map((condition) => {
    const [option, value, ...more] = condition.split('=');
    if (!option || !value || more.length > 0) {
      throw new Error(`template layer "${layer}" must be "base" or "option=value", several joined by commas`);
    }
    return { option, value };
  });
}

/** Whether the files of a layer are rendered for these options: every condition holds. */
export function layerApplies(layer: string, options: ResolvedOptions): boolean {
  return layerConditions(layer).every(({ option, value }) => String(options[option]) === value);
}
