import { nearest } from '../options/nearest';
import type { Choice } from '../options/option';

/**
 * Returns the choices whose value or hint contains every typed word; if there are none, the one with the nearest value.
 */
export function searchChoices(typed: string, choices: readonly Choice[]): readonly Choice[] {
  const words = simple(typed).split(' ').filter((word) => word !== '');
  const exact = choices.filter(({ value }) => simple(value) === words.join(' '));
  if (exact.length > 0) {
    return exact;
  }
  const found = choices.filter(({ value, hint = '' }) =>
    words.every((word) => simple(`${value} ${hint}`).includes(word)),
  );
  const near = nearest(
    words.join('-'), choices.map(({ value }) => value),
  );
  return found.length > 0 ? found : choices.filter(({ value }) => value === near);
}

/** Normalizes text: lower case, without accents, spaces instead of punctuation. */
function simple(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
}
