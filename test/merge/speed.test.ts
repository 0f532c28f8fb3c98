import { mergeContents } from '../../src/merge/contents';
import { renderPair } from '../support/render-pair';

/** The budget of all merges of a pair, in milliseconds. */
const BUDGET = 20;

test(`a whole pair is merged within ${BUDGET} ms`, () => {
  const theirs = new Map(renderPair({ appName: 'shop', port: 9090, iac: 'cdk', architecture: 'arm64' }).map((file) => [`${file.repo}/${file.path}`, file.content]));
  const merges = renderPair({ appName: 'shop' }).filter(({ ownership }) => ownership !== 'managed').map(({ repo, path, content }) => ({
    path,
    base: content,
    ours: path.endsWith('.json') ? content.replace('"private": true', '"private": true,\n  "type": "module"') : `# Mine.\n\n${content}\n# Mine.\n`,
    theirs: theirs.get(`${repo}/${path}`) ?? content,
  }));
  expect(merges.length).toBeGreaterThan(15);
  // The best of several runs: the machine may have other things to do.
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now();
    merges.forEach((merge) => mergeContents(merge));
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(BUDGET);
});
