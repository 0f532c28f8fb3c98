import { SOURCES, type Source } from './sources';
import type { EndDate } from '../../src/end-dates';
import { PRODUCTS, type ProductName } from '../../src/lifecycle/products';

export type EndDates = Readonly<Record<string, readonly EndDate[]>>;

export interface Renewal {
  readonly dates: EndDates;
  /** One line for each change. */
  readonly changes: readonly string[];
  /** Products that could not be renewed, with the reason. */
  readonly failures: readonly string[];
}

/** Returns the text behind a URL. Rejects if there is none. */
export type Fetch = (url: string) => Promise<string>;

/**
 * Renews the table from its sources. Keeps the rows of a product whose source does not answer.
 *
 * @param offline answers to use if the source does not answer
 */
export async function renew(
  dates: EndDates,
  fetch: Fetch,
  offline: Readonly<Partial<Record<ProductName, () => string>>> = {},
): Promise<Renewal> {
  const products = Object.keys(PRODUCTS) as ProductName[];
  const renewed = await Promise.all(products.map((product) => renewOne(product, dates[product] ?? [], fetch, offline)));
  return {
    dates: Object.fromEntries(products.map((product, index) => [product, renewed[index].rows])),
    changes: renewed.flatMap(({ changes }) => changes),
    failures: renewed.flatMap(({ failures }) => failures),
  };
}

interface One {
  readonly rows: readonly EndDate[];
  readonly changes: readonly string[];
  readonly failures: readonly string[];
}

async function renewOne(
  product: ProductName, rows: readonly EndDate[], fetch: Fetch, offline: Parameters<typeof renew>[2],
): Promise<One> {
  const { title } = PRODUCTS[product];
  const source = SOURCES[product];
  try {
    return merged(title, rows, await answerOf(source, fetch));
  } catch (error) {
    const failure = `${title}: not renewed from ${source.url}: ${(error as Error).message}`;
    const text = offline?.[product]?.();
    return text === undefined
      ? { rows, changes: [], failures: [failure] }
      : { ...merged(title, rows, source.read(text)), failures: [`${failure}. Used the installed package instead.`] };
  }
}

async function answerOf({ url, read }: Source, fetch: Fetch): Promise<EndDate[]> {
  return read(await fetch(url));
}

/** Versions older than the table's stay out. Rows are never removed: living pairs may still have these versions. */
function merged(title: string, rows: readonly EndDate[], found: readonly EndDate[]): One {
  const oldest = [...rows].sort(byVersion)[0];
  const kept = rows.map((row) => found.find(({ version }) => version === row.version) ?? row);
  const added = found.filter(
    (row) => !rows.some(({ version }) => version === row.version) && (!oldest || byVersion(row, oldest) > 0),
  );
  return {
    rows: [...kept, ...added].sort(byVersion),
    changes: [
      ...kept.flatMap(({ version, endOfSupport }, index) =>
        endOfSupport === rows[index].endOfSupport
          ? []
          : [`${title} ${version}: ${rows[index].endOfSupport} → ${endOfSupport}`],
      ),
      ...added.map(({ version, endOfSupport }) => `${title} ${version}: new, ${endOfSupport}`),
    ],
    failures: [],
  };
}

function byVersion(one: EndDate, other: EndDate): number {
  return one.version.localeCompare(other.version, 'en', { numeric: true });
}

/** Replaces the table in the text of src/end-dates.ts. */
export function withTable(text: string, dates: EndDates): string {
  const table = /(?<=END_DATES[^=]+= )\{\n[^]*?\n\}(?=;)/;
  if (!table.test(text)) {
    throw new Error('src/end-dates.ts has no table END_DATES');
  }
  const products = Object.keys(dates).sort().map((product) => {
    const rows = dates[product].map(
      ({ version, endOfSupport }) => `    { version: '${version}', endOfSupport: '${endOfSupport}' },\n`,
    );
    return rows.length > 0 ? `  ${product}: [\n${rows.join('')}  ],\n` : `  ${product}: [],\n`;
  });
  return text.replace(table, () => `{\n${products.join('')}}`);
}
