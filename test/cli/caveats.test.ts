import { caveatsOf } from '../../src/cli/caveats';
import { resolveOptions } from '../../src/options/resolve';

test.each([
  [/no web UI/], [/does not watch the cluster/], [/No answer keeps them for longer/], [/"app:sync --prune" deletes it/],
  [/would bypass the scan gate/],
])('with Flux, a user knows before files are written: %s', (words) => {
  expect(caveatsOf(resolveOptions({ appName: 'shop', engine: 'flux' })).join()).toMatch(words);
});

test('Argo CD in the cluster has no limit to name', () => {
  expect(caveatsOf(resolveOptions({ appName: 'shop' }))).toEqual([]);
});
