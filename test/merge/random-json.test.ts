import { mergeWithGit } from './judge';
import { Random } from './random-merges';
import { mergeContents } from '../../src/merge/contents';
import { FUZZ_SEED } from '../support/fuzz';
import { fileIn, renderPair } from '../support/render-pair';

/** Random edits of package.json by the user and the generator. `MERGES=100000` runs more. */
const MERGES = Number(process.env.MERGES ?? 300);
const BATCH = 1000;

jest.setTimeout(60_000 + MERGES * 20);

interface Package {
  [field: string]: unknown;
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
  dependencies?: Record<string, string>;
}

const RENDERED = (['cloudformation', 'cdk'] as const).flatMap((iac) =>
  ['npm', 'pnpm'].map(
    (packageManager) => fileIn(renderPair({ appName: 'shop', iac, packageManager }), 'app/package.json').content,
  ),
);
const NAMES = ['aws-cdk-lib', 'express', 'projen', 'tsx', 'vitest', 'create-gitops-eks', 'zod'];

const random = new Random(FUZZ_SEED);
const version = () => `${random.below(3)}.${random.below(12)}.${random.below(12)}`;
const range = () => `${random.pick(['^', '^', '~', ''])}${version()}`;

/** What the user does to a package.json. */
function edit(text: string): { text: string; added: Record<string, unknown> } {
  const value: Package = JSON.parse(text);
  const added: Record<string, unknown> = {};
  for (let left = random.below(4); left >= 0; left -= 1) {
    switch (random.below(6)) {
      case 0:
        added[`field${left}`] = value[`field${left}`] = random.pick<unknown>([
          1,
          true,
          ['a', 'b'],
          { deep: { er: null } },
        ]);
        break;
      case 1:
        value.devDependencies[random.pick(NAMES)] = range();
        break;
      case 2:
        value.dependencies = { ...value.dependencies, [random.pick(NAMES)]: range() };
        break;
      case 3:
        delete value.devDependencies[random.pick(NAMES)];
        break;
      case 4:
        value.scripts[random.pick(['lint', 'start', 'test'])] = random.pick(['eslint .', 'node server.js', 'vitest']);
        break;
      default:
        value.version = version();
    }
  }
  return {
    text: `${JSON.stringify(value, undefined, random.pick([2, 2, 4, '\t', 0]))}${random.pick(['\n', ''])}`,
    added,
  };
}

/** What a newer release does to it. */
function release(text: string): string {
  const value: Package = JSON.parse(text);
  Object.keys(value.devDependencies)
    .filter(() => random.chance(40))
    .forEach((name) => {
      value.devDependencies[name] = `^${version()}`;
    });
  if (random.chance(20)) {
    value.devDependencies.zod = `^${version()}`;
  }
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

const numbers = (text: string) =>
  (/\d+\.\d+\.\d+/.exec(text)?.[0] ?? '0.0.0')
    .split('.')
    .map((part) => part.padStart(4, '0'))
    .join('.');

function problemsOf(
  base: string,
  ours: string,
  theirs: string,
  added: Record<string, unknown>,
  byGit: string | undefined,
): string[] {
  const { text, conflict } = mergeContents({ path: 'package.json', base, ours, theirs });
  if (conflict) {
    return [
      ...(conflict.fields?.some((field) => /ependencies/.test(field)) ? ['ranges of versions are in conflict'] : []),
      ...(byGit === undefined ? [] : ['Git sees no conflict']),
    ];
  }
  const merged: Package = JSON.parse(text);
  const [before, mine, yours] = [base, ours, theirs].map((each): Package => JSON.parse(each));
  const wrong = NAMES.filter((name) => {
    const [was, my, your, now] = [before, mine, yours, merged].map(({ devDependencies }) => devDependencies[name]);
    const isDelivered =
      your === undefined || your === was || my === undefined
        ? true
        : now !== undefined && numbers(now) >= numbers(your);
    const isKept =
      my === undefined || (your === undefined && my === was) ? true : now !== undefined && numbers(now) >= numbers(my);
    const isNew = was === undefined && my === undefined && your !== undefined;
    return (
      !isDelivered || !isKept || (isNew && now !== your) || (my === undefined && was !== undefined && now !== undefined)
    );
  });
  return [
    ...wrong.map((name) => `${name} is lost, missing or downgraded`),
    ...Object.entries(added)
      .filter(([name, value]) => JSON.stringify(merged[name]) !== JSON.stringify(value))
      .map(([name]) => `${name} is lost`),
    ...(mergeContents({ path: 'package.json', base, ours: text, theirs }).text === text
      ? []
      : ['a second merge changes it']),
    ...(mergeContents({ path: 'package.json', base: theirs, ours: text, theirs }).text === text
      ? []
      : ['the next synth changes it']),
  ];
}

test(`${MERGES} random merges of package.json deliver what is needed, and undo and downgrade nothing`, () => {
  const wrong: string[] = [];
  let conflicts = 0;
  for (let left = MERGES; left > 0 && wrong.length === 0; left -= BATCH) {
    const cases = Array.from({ length: Math.min(left, BATCH) }, () => {
      const base = random.pick(RENDERED);
      const { text: ours, added } = edit(base);
      return { base, ours, added, theirs: release(random.pick(RENDERED)) };
    });
    mergeWithGit(cases).forEach((byGit, index) => {
      const { base, ours, theirs, added } = cases[index];
      conflicts += Number(byGit === undefined);
      wrong.push(
        ...problemsOf(base, ours, theirs, added, byGit).map((problem) => `${problem}: ${JSON.stringify(cases[index])}`),
      );
    });
  }
  expect(wrong.slice(0, 2)).toEqual([]);
  // Lines would be in conflict most of the time.
  expect(conflicts).toBeGreaterThan(MERGES / 4);
});
