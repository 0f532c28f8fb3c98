import { inWordsOf } from '../../src/package-managers/words';

test('commands and their comments follow the package manager', () => {
  expect(inWordsOf('yarn', 'Run "npm install", then `npx projen`: npm test, npm start.')).toBe(
    'Run "yarn install", then `yarn projen`: yarn test, yarn start.',
  );
  expect(inWordsOf('bun', 'npm test')).toBe('bun run test');
});

test('comments stay in their column, with at least two spaces before them', () => {
  expect(inWordsOf('pnpm', 'npx projen a          # one\ngit pull              # two\nnpx projen abcdefg  # three'))
    .toBe('pnpm exec projen a    # one\ngit pull              # two\npnpm exec projen abcdefg  # three');
});

test('npm with a flag, which gets another package manager, stays', () => {
  expect(inWordsOf('pnpm', 'npm install --global pnpm@1')).toBe('npm install --global pnpm@1');
});

test('npm\'s own commands stay unchanged', () => {
  expect(inWordsOf('npm', 'npx projen a   # npm test')).toBe('npx projen a   # npm test');
});
