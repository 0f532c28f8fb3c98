import type { Generator } from '../../../../src/render/render';
import { TEST_GENERATOR } from '../../../support/render-pair';

/** A mistake in a template. */
export interface Fault {
  /** The path of the rendered file. */
  readonly path: string;
  /** The rendered text, which the file must contain. */
  readonly right: string | RegExp;
  /** Groups of a regular expression are `$1`, `$2` … in it. */
  readonly wrong: string;
}

/** This checkout's generator with one mistake. */
export function generatorWith({ path, right, wrong }: Fault): Generator {
  const templates = TEST_GENERATOR.templates.map((template) => template.path !== path ? template : {
    ...template,
    render: (...args: Parameters<typeof template.render>) => {
      const text = template.render(...args);
      if (typeof right === 'string' ? !text.includes(right) : !right.test(text)) {
        throw new Error(`${path} has no "${right}": this fault can no longer be made. Write it anew.`);
      }
      return text.replace(right, wrong);
    },
  });
  return { ...TEST_GENERATOR, templates };
}
