import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main';
import { fakeIo } from '../support/fake-io';
import { temporaryFolder } from '../support/temporary-folder';

const namesIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, '.projenrc.json'), 'utf8')).environments?.map(({ name }: { name: string }) => name);

test('the dialogue asks for the names of the environments', async () => {
  const cwd = temporaryFolder();
  const io = fakeIo({
    cwd,
    interactive: true,
    args: ['shop'],
    typed: { environments: 'dev, production' },
    chosen: ['Environments (', 'environments: none', 'Back', 'Continue', 'Yes'],
  });
  expect(await main(io)).toBe(0);
  expect(namesIn(join(cwd, 'shop'))).toEqual(['dev', 'production']);
  expect(io.shown.join('\n')).toContain('environments: dev, production');
});

test('a flag may be repeated, and the summary has the command that creates the same pair', async () => {
  const cwd = temporaryFolder();
  const io = fakeIo({ cwd, args: ['shop', '--environments', 'dev', '--environments', 'live', '--yes'] });
  expect(await main(io)).toBe(0);
  expect(namesIn(join(cwd, 'shop-k8s-config'))).toEqual(['dev', 'live']);
  expect(io.said.join('\n')).toContain('--environments dev,live');
});

test('environments with other answers than their defaults become JSON in that command', async () => {
  const cwd = temporaryFolder();
  const environments = JSON.stringify([{ name: 'dev', replicas: 3 }, { name: 'live' }]);
  const io = fakeIo({ cwd, args: ['shop', '--environments', environments, '--yes'] });
  expect(await main(io)).toBe(0);
  const [, shown] = /--environments '(\[.*?\])'/.exec(io.said.join('\n')) ?? [];
  expect(JSON.parse(shown)[0]).toMatchObject({ name: 'dev', replicas: 3 });
});

test('a pair with one environment records no list', async () => {
  const cwd = temporaryFolder();
  await main(fakeIo({ cwd, args: ['shop', '--yes'] }));
  expect(namesIn(join(cwd, 'shop'))).toBeUndefined();
});
