import type { EndDate } from '../../src/end-dates';
import { PRODUCTS, type ProductName } from '../../src/lifecycle/products';
import { CODEBUILD } from '../../src/versions';

/** Where the support end dates of a product come from. */
export interface Source {
  readonly url: string;
  /** @throws Error if the answer has another format */
  read(answer: string): EndDate[];
}

/** The API of endoflife.date. Its pages name the vendors' pages as their sources. */
const api = (product: string, read: Source['read']): Source => ({
  url: `https://endoflife.date/api/v1/products/${product}/`, read,
});

export const SOURCES: Readonly<Record<ProductName, Source>> = {
  alpine: api('alpine-linux', (answer) => endDates(answer)),
  argocd: api('argo-cd', (answer) => endDates(answer, afterThreeReleases)),
  codebuild: { url: PRODUCTS.codebuild.source, read: deprecatedImages },
  // Its field for the end of life is the end of standard support.
  kubernetes: api('amazon-eks', (answer) => endDates(answer)),
  node: { url: 'https://raw.githubusercontent.com/nodejs/Release/main/schedule.json', read: nodeSchedule },
};

interface Release {
  readonly name: string;
  readonly releaseDate: string;
  readonly eolFrom: string | null;
}

/** @param estimate the month of a release without an announced date */
function endDates(answer: string, estimate: (release: Release) => string | undefined = () => undefined): EndDate[] {
  const releases: unknown = JSON.parse(answer)?.result?.releases;
  if (!Array.isArray(releases) || !releases.every(isRelease)) {
    throw new Error('the answer has no list result.releases with name, releaseDate and eolFrom');
  }
  return releases.flatMap((release) => {
    const endOfSupport = release.eolFrom ?? estimate(release);
    return endOfSupport === undefined ? [] : [{ version: release.name, endOfSupport }];
  });
}

function isRelease(value: unknown): value is Release {
  const { name, releaseDate, eolFrom } = (value ?? {}) as Partial<Release>;
  return typeof name === 'string' && isDay(releaseDate) && (eolFrom === null || isDay(eolFrom));
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** Argo CD supports its three newest minor versions, and publishes one every three months. */
function afterThreeReleases({ releaseDate }: Release): string {
  const [year, month] = releaseDate.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + 9)).toISOString().slice(0, 'YYYY-MM'.length);
}

/** Node.js' own schedule, which npm's package node-releases also contains. Odd versions have no long-term support. */
export function nodeSchedule(answer: string): EndDate[] {
  const schedule: Record<string, { readonly lts?: string; readonly end?: string }> = JSON.parse(answer);
  const rows = Object.entries(schedule).filter(([, { lts }]) => lts);
  if (rows.length === 0 || !rows.every(([name, { end }]) => /^v\d+$/.test(name) && isDay(end))) {
    throw new Error('the answer has no versions with lts and end');
  }
  return rows.map(([name, { end }]) => ({ version: name.slice(1), endOfSupport: end as string }));
}

/** The table in the CodeBuild user guide. A pinned image is in it only after AWS has deprecated it. */
function deprecatedImages(page: string): EndDate[] {
  const rows = page.split(/<tr\b/).map((row) => row.replace(/<[^>]*>/g, ' '));
  const dates = rows.flatMap((row) => {
    const [, image] = /(aws\/codebuild\/[\w.:-]+)/.exec(row) ?? [];
    const [day] = /[A-Z][a-z]+ \d{1,2}, \d{4}/.exec(row) ?? [];
    return image && day ? [{ image: withoutAlias(image), day: new Date(`${day} UTC`).toISOString().slice(0, 10) }] : [];
  });
  if (dates.length === 0) {
    throw new Error('the page has no table with images and dates');
  }
  return Object.values(CODEBUILD).flatMap(({ image: version }) => {
    const found = dates.find(({ image }) => image === withoutAlias(version));
    return found ? [{ version, endOfSupport: found.day }] : [];
  });
}

/** AWS has renamed amazonlinux2-… to amazonlinux-…, and both names are valid. */
function withoutAlias(image: string): string {
  return image.replace('/amazonlinux2-', '/amazonlinux-');
}
