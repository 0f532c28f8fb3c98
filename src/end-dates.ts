/** A version of a product and its support end date. */
export interface EndDate {
  readonly version: string;
  /** A day, or a month where the vendor has not announced a day. */
  readonly endOfSupport: string;
}

/** "npx projen versions:renew" updates this table from the sources in products.ts. */
export const END_DATES: Readonly<Record<string, readonly EndDate[]>> = {
  alpine: [
    { version: '3.22', endOfSupport: '2027-05-01' },
    { version: '3.23', endOfSupport: '2027-11-01' },
    { version: '3.24', endOfSupport: '2028-06-01' },
  ],
  argocd: [
    { version: '3.5', endOfSupport: '2027-05' },
  ],
  codebuild: [],
  kubernetes: [
    { version: '1.34', endOfSupport: '2026-12-02' },
    { version: '1.35', endOfSupport: '2027-03-27' },
    { version: '1.36', endOfSupport: '2027-08-02' },
  ],
  node: [
    { version: '20', endOfSupport: '2026-04-30' },
    { version: '22', endOfSupport: '2027-04-30' },
    { version: '24', endOfSupport: '2028-04-30' },
    { version: '26', endOfSupport: '2029-04-30' },
    { version: '27', endOfSupport: '2030-04-30' },
  ],
};

export function endOfSupport(product: string, version: string): string | undefined {
  return END_DATES[product]?.find((row) => row.version === version)?.endOfSupport;
}
