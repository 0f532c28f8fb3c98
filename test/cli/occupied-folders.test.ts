import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main';
import { placePair, stagePair } from '../../src/cli/pair';
import { resolveOptions } from '../../src/options/resolve';
import { fakeIo } from '../support/fake-io';
import { temporaryFolder } from '../support/temporary-folder';

describe('folders that are there already', () => {
  test('an empty one is used', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    expect(await main(fakeIo({ cwd, args: ['shop', '--yes'] }))).toBe(0);
  });

  test('one with files is refused, and so is a file', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    writeFileSync(join(cwd, 'shop', 'mine.txt'), 'mine');
    writeFileSync(join(cwd, 'cafe'), 'a file');
    const io = fakeIo({ cwd, args: ['shop', '--yes'] });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain('--force');
    expect(await main(fakeIo({ cwd, args: ['cafe', '--yes'] }))).toBe(2);
    expect(readdirSync(cwd).sort()).toEqual(['cafe', 'shop']);
  });

  test('--force adds files and touches none', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    writeFileSync(join(cwd, 'shop', 'README.md'), 'mine');
    expect(await main(fakeIo({ cwd, args: ['shop', '--yes', '--force'] }))).toBe(0);
    expect(readFileSync(join(cwd, 'shop', 'README.md'), 'utf8')).toBe('mine');
    expect(existsSync(join(cwd, 'shop', '.projenrc.json'))).toBe(true);
  });

  test('an interruption after the files were added says that they are there', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    writeFileSync(join(cwd, 'shop', 'mine.txt'), 'mine');
    const io = fakeIo({
      cwd,
      args: ['shop', '--yes', '--force'],
      run: (_, __, folder) => {
        if (folder === join(cwd, 'shop')) {
          io.interrupt();
        }
        return { code: 0, output: '' };
      },
    });
    await main(io);
    expect(io.said).toContainEqual(expect.stringContaining('the files are there'));
    expect(existsSync(join(cwd, 'shop', '.projenrc.json'))).toBe(true);
  });

  test('where files cannot be put into place, all is as it was before, folders too', () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    writeFileSync(join(cwd, 'shop', 'mine.txt'), 'mine');
    const stage = stagePair(resolveOptions({ appName: 'shop' }), cwd, true);
    const [app, config] = stage.repos;
    const lost = app.files[app.files.length - 1].path;
    rmSync(join(app.folder, lost));
    expect(() => placePair(stage)).toThrow(lost);
    expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(['shop', join('shop', 'mine.txt')]);
    expect(existsSync(config.target)).toBe(false);
  });

  test('--force refuses where a managed file would have to replace another one', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop', '.projen'), { recursive: true });
    writeFileSync(join(cwd, 'shop', '.projen', 'tasks.json'), '{}');
    const io = fakeIo({ cwd, args: ['shop', '--yes', '--force'] });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain(join('shop', '.projen', 'tasks.json'));
    expect(readdirSync(cwd)).toEqual(['shop']);
    expect(readdirSync(join(cwd, 'shop'))).toEqual(['.projen']);
  });

  test('a repository that was generated is refused, also with --force', async () => {
    const cwd = temporaryFolder();
    await main(fakeIo({ cwd, args: ['shop', '--yes'] }));
    const io = fakeIo({ cwd, args: ['shop', '--yes', '--force'] });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain('npx projen');
  });
});
