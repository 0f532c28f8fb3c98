import { cpSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main';
import { previewPair, stagePair } from '../../src/cli/pair';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { fakeIo } from '../support/fake-io';
import { temporaryFolder } from '../support/temporary-folder';

test.each<[string, Answers]>([
  ['the defaults', {}],
  [
    'every kind of answer',
    {
      iac: 'cdk',
      promotion: 'manual',
      cluster: 'existing',
      serviceType: 'ClusterIP',
      repoAuth: 'https',
      notify: 'team@example.com',
    },
  ],
])('shows the files, sizes and owners that a synth writes: %s', (_, answers) => {
  const folder = temporaryFolder();
  const options = resolveOptions({ appName: 'shop', ...answers });
  const preview = previewPair(options, folder, false);
  expect(readdirSync(folder)).toEqual([]);
  const stage = stagePair(options, folder, false);
  expect(preview).toEqual(stage.repos.map(({ folder: _folder, ...planned }) => planned));
  expect(preview[0].files.length).toBeGreaterThan(30);
  stage.remove();
});

test('refuses existing files, as writing does', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'shop', '.projen'), { recursive: true });
  writeFileSync(join(folder, 'shop', '.projen', 'tasks.json'), '{}');
  expect(() => previewPair(resolveOptions({ appName: 'shop' }), folder, true)).toThrow(
    join('shop', '.projen', 'tasks.json'),
  );
});

test('--dry-run writes nothing, not even temporarily', async () => {
  const cwd = temporaryFolder();
  // A temporary file would change its folder's time.
  utimesSync(cwd, 1, 1);
  const io = fakeIo({ cwd, args: ['shop', '--yes', '--dry-run', '--json'] });
  expect(await main(io)).toBe(0);
  expect(statSync(cwd).mtimeMs).toBe(1000);
  expect(JSON.parse(io.printed[0]).repos).toMatchObject([
    { name: 'shop', written: false },
    { name: 'shop-k8s-config', written: false },
  ]);
});

test('recognizes files that a killed run left', () => {
  const folder = temporaryFolder();
  const options = resolveOptions({ appName: 'shop' });
  const stage = stagePair(options, folder, true);
  cpSync(stage.repos[0].folder, join(folder, 'shop'), { recursive: true });
  rmSync(join(folder, 'shop', '.projenrc.json'));
  expect(() => previewPair(options, folder, true)).not.toThrow();
  writeFileSync(join(folder, 'shop', '.projen', 'tasks.json'), '{}');
  expect(() => previewPair(options, folder, true)).toThrow(join('shop', '.projen', 'tasks.json'));
  stage.remove();
});
