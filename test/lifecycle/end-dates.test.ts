import { END_DATES } from '../../src/end-dates';
import { allPins, endOf, titleOf } from '../../src/lifecycle/pins';
import { PRODUCTS } from '../../src/lifecycle/products';
import * as versions from '../../src/versions';

/** Exports of versions.ts whose versions have a support end date, by the product. */
const DATED = {
  ARGOCD: ['argocd'],
  CODEBUILD: ['codebuild'],
  CODEBUILD_LAMBDA: ['node'],
  KUBERNETES_VERSIONS: ['kubernetes'],
  NODE: ['node'],
  NODE_IMAGE: ['node', 'alpine'],
};

/** Exports without one, and the reason. */
const UNDATED = {
  CDK: 'semantic versions, of which only the newest gets fixes; "npx projen upgrade" merges newer ranges',
  EKSCTL: 'the oldest accepted version, not the installed one',
  FLUX: 'its publisher announces no dates and maintains the three newest minor versions',
  FLUX_CONTROLLERS: 'belongs to the release of Flux',
  KIND: 'the oldest accepted version, not the installed one',
  LOCAL_REGISTRY_IMAGE: 'runs on a laptop alone; its publisher announces no dates',
  PACKAGE_MANAGERS: 'their publishers announce no dates',
  PROJEN: 'only the newest version gets fixes; "npx projen upgrade" installs it',
  TERRAFORM: 'the oldest accepted versions, not the installed one',
};

test('every version in versions.ts has a product with dates, or a reason', () => {
  expect([...Object.keys(DATED), ...Object.keys(UNDATED)].sort()).toEqual(Object.keys(versions).sort());
  expect([...new Set(Object.values(DATED).flat())].sort()).toEqual(Object.keys(PRODUCTS).sort());
});

test('every pinned version has a date, except the images that AWS has not deprecated', () => {
  const without = allPins().filter((pin) => endOf(pin) === undefined);
  expect(without.map(titleOf)).toEqual([
    'CodeBuild image aws/codebuild/amazonlinux-x86_64-standard:6.0',
    'CodeBuild image aws/codebuild/amazonlinux-aarch64-standard:4.0',
  ]);
});

test('every product has a source, and dates in the format of the notices, oldest version first', () => {
  expect(Object.keys(END_DATES).sort()).toEqual(Object.keys(PRODUCTS).sort());
  for (const rows of Object.values(END_DATES)) {
    rows.forEach(({ endOfSupport }) => expect(endOfSupport).toMatch(/^\d{4}-\d{2}(-\d{2})?$/));
    const names = rows.map(({ version }) => version);
    expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, 'en', { numeric: true })));
  }
  Object.values(PRODUCTS).forEach(({ source }) => expect(source).toMatch(/^https:\/\//));
});
