import { SEVERAL } from '../../src/environments/environments';
import type { Option } from '../../src/options/option';
import { OPTIONS } from '../../src/options/table';
import { parseLayer } from '../../src/render/layers';

const CONDITIONS: ReadonlyArray<Pick<Option, 'name' | 'type' | 'choices'>> = [...OPTIONS, SEVERAL];

/**
 * Checks the layer in the path of a template or a partial.
 *
 * @throws Error if the option table lacks the layer's option or value
 */
export function checkLayer(file: string): void {
  const [, layer, ...rest] = file.split('/');
  if (rest.length === 0) {
    return;
  }
  for (const { option: name, value } of parseLayer(layer).conditions) {
    const option = CONDITIONS.find((row) => row.name === name);
    if (!option) {
      throw new Error(
        `templates/${file}: there is no option ${name} (the options are ${OPTIONS.map((row) => row.name).join(', ')})`,
      );
    }
    const values = valuesOf(option);
    // Options of other types have no list of values.
    if (values.length > 0 && !values.includes(value)) {
      throw new Error(`templates/${file}: option ${name} has no value ${value} (${values.join(', ')})`);
    }
  }
}

function valuesOf({ type, choices = [] }: Pick<Option, 'type' | 'choices'>): string[] {
  return type === 'boolean' ? ['true', 'false'] : choices.map(({ value }) => value);
}
