import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = readdirSync(__dirname).filter((name) => name.endsWith('.py'));
const read = (name: string) => readFileSync(join(__dirname, name), 'utf8');

/** Classes and modules of moto, whose functions only patch() may replace. */
const OF_MOTO = String.raw`(?:(?:\w+\.)*[A-Z]\w*|models|parsing|responses)`;

/** Lines that replace a function of moto without stating what moto lacks. */
function unnamed(source: string): string[] {
  const replacing = new RegExp(`^ *(?:${OF_MOTO}\\.\\w+ = |setattr\\(${OF_MOTO},)`);
  return source.split('\n').filter((line) => replacing.test(line));
}

test.each(MODULES)('%s replaces functions of moto only with patch()', (name) => {
  expect(unnamed(read(name))).toEqual([]);
});

test('finds an assignment to a class of moto', () => {
  expect(
    unnamed(
      'Role.delete = delete_role\n    models.Stack.has_parameters = f\nparsing.resource = f\nsetattr(Role, "delete", f)',
    ),
  ).toHaveLength(4);
});

test.each(MODULES)('every patch in %s states what moto lacks and what AWS documents', (name) => {
  const patches = [...read(name).matchAll(/^@(?:patch|complete)\(\n([^]*?)^\)$/gm)].map(([, settings]) => settings);
  expect(patches.filter((settings) => !/^ {4}lacks="/m.test(settings) || !/^ {4}aws="/m.test(settings))).toEqual([]);
});

test('there are patches', () => {
  expect(MODULES.flatMap((name) => read(name).match(/^@(?:patch|complete)\($/gm) ?? []).length).toBeGreaterThan(20);
});

test('the patches match the installed version of moto', () => {
  const [, installed] =
    /^moto\[server\]==(\S+)$/m.exec(readFileSync(join(__dirname, '..', 'requirements.txt'), 'utf8')) ?? [];
  expect(read('patch.py')).toContain(`WRITTEN_FOR = "${installed}"`);
});
