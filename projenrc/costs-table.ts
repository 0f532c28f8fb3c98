import { estimate } from '../src/estimate';
import { resolveOptions } from '../src/options/resolve';

/** Returns the costs of a pair with default answers for the README. */
export function costsTable(): string {
  const { lines, perHour, perMonth, region, date, calculator } = estimate(resolveOptions({ appName: 'my-app' }));
  const rows = lines.map(({ what, price, perMonth: month, why }) => `| ${what} | ${why} | ${price} | ${month ?? ''} |`);
  return [
    `A pair with default answers costs about ${perMonth} dollars a month, ${perHour} an hour, while its pipeline is idle. These are`,
    `list prices of ${region} on ${date}, without taxes and data transfer. Prices change: look them up in the [AWS Pricing`,
    `Calculator](${calculator}).`,
    '',
    '| what | answer | price in US dollars | about a month, idle |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
