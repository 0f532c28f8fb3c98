import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Import, importsOf, modulesBelow } from '../support/imports';

const ROOT = join(__dirname, '..', '..');
const imports = ['test', 'bench', 'projenrc', 'src'].flatMap((folder) => modulesBelow(join(ROOT, folder)))
  .flatMap((file) => importsOf(relative(ROOT, file), readFileSync(file, 'utf8')));
const STAND_IN = relative(ROOT, __dirname);

test('the rest of the project imports only the public module', () => {
  expect(passedTheDoor(imports)).toEqual([]);
});

test('the stand-in imports only helpers and pinned versions, and no helper imports the stand-in', () => {
  expect(leavesTheFolder(imports)).toEqual([]);
});

describe('the check finds', () => {
  const found = (file: string, source: string) => importsOf(file, source);

  test.each([
    ['an import of a private module', 'import { A } from \'../aws-stand-in/iam/evaluate\';'],
    ['a type import', 'import type { A } from \'../aws-stand-in/iam/evaluate\';'],
    ['a dynamic import', 'await import(\'../aws-stand-in/world\');'],
    ['a require call', 'require(\'../aws-stand-in/world\');'],
    ['a re-export', 'export * from \'../aws-stand-in/world\';'],
  ])('%s', (_, source) => {
    expect(passedTheDoor(found('test/contract/a.test.ts', source))).toHaveLength(1);
  });

  test('finds an import of the end-to-end tests', () => {
    // A literal import would count as an import of this file.
    const source = ['import { A } from', "'../../e2e/aws/pair';"].join(' ');
    expect(leavesTheFolder(found(`${STAND_IN}/iam/roles.ts`, source))).toHaveLength(1);
  });

  test('finds a helper that imports the stand-in', () => {
    const helper = found('test/support/a.ts', "import { A } from '../aws-stand-in';");
    expect(
      leavesTheFolder([...found(`${STAND_IN}/world.ts`, "import { A } from '../support/a';"), ...helper]),
    ).toHaveLength(1);
  });
});

function isInside(path: string): boolean {
  return path === STAND_IN || path.startsWith(`${STAND_IN}/`);
}

function passedTheDoor(all: readonly Import[]): string[] {
  return all
    .filter(
      ({ file, target }) => !isInside(file) && isInside(target) && ![STAND_IN, `${STAND_IN}/index`].includes(target),
    )
    .map(
      ({ file, target }) => `${file} imports ${target}: import ${STAND_IN}, and add what is missing to its index.ts`,
    );
}

/** Follows the imports of what the stand-in imports. */
function leavesTheFolder(all: readonly Import[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const follow = (file: string, from: string) => all.filter((one) => one.file === file).forEach(({ target }) => {
    const isHelper = dirname(target).startsWith('test/support');
    if (isInside(from) ? !isInside(target) && !isHelper && target !== 'src/versions' : isInside(target)) {
      problems.push(`${file} imports ${target}`);
    } else if (isHelper && !seen.has(target)) {
      seen.add(target);
      follow(`${target}.ts`, target);
    }
  });
  new Set(all.map(({ file }) => file).filter(isInside)).forEach((file) => follow(file, file));
  return problems;
}
