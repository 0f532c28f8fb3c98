import { type Pin, endOf, titleOf } from './pins';
import { PRODUCTS } from './products';

/** How many days before the end of support a notice begins. */
export const NOTICE_DAYS = 60;

const DAY = 86_400_000;

/** A version whose support ends soon or has ended. */
export interface Notice {
  readonly what: string;
  readonly fix: string;
}

/**
 * Returns a notice for each version whose support ends within 60 days or has ended.
 *
 * @param now milliseconds since 1970
 */
export function noticesOf(pins: readonly Pin[], now: number): Notice[] {
  return pins.flatMap((pin) => {
    const date = endOf(pin);
    return date === undefined || daysUntil(date, now) > NOTICE_DAYS
      ? []
      : [{ what: `${titleOf(pin)}: ${PRODUCTS[pin.product].ending} ${when(date, now)}.`, fix: pin.fix }];
  });
}

/** Whole days from today (UTC). A month counts from its first day. */
export function daysUntil(date: string, now: number): number {
  return Math.floor(Date.parse(date) / DAY) - Math.floor(now / DAY);
}

function when(date: string, now: number): string {
  const days = daysUntil(date, now);
  const isMonth = date.length === 'YYYY-MM'.length;
  const today = new Date(now).toISOString().slice(0, date.length);
  if (isMonth) {
    return today > date ? `probably ended in ${date}` : `probably ends in ${date}`;
  }
  if (today > date) {
    return `ended on ${date}`;
  }
  return `ends on ${date}, ${days === 0 ? 'today' : `in ${days} ${days === 1 ? 'day' : 'days'}`}`;
}
