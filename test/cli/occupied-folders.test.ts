import {
  existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { main } from '../../src/cli/main';
import { stagePair } from '../../src/cli/pair';
import { movesOf, placePair } from '../../src/cli/place';
import { resolveOptions } from '../../src/options/resolve';
import { fakeIo } from '../support/fake-io';
import { temporaryFolder } from '../support/temporary-folder';
import { readTree } from '../support/tree';
import { writeFiles } from '../support/write-files';

describe('existing folders', () => {
  test('uses an empty folder', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    expect(await main(fakeIo({ cwd, args: ['shop', '--yes'] }))).toBe(0);
  });

  test('refuses a folder with files, and a file', async () => {
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

  test('--force adds files and changes none', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    writeFileSync(join(cwd, 'shop', 'README.md'), 'mine');
    expect(await main(fakeIo({ cwd, args: ['shop', '--yes', '--force'] }))).toBe(0);
    expect(readFileSync(join(cwd, 'shop', 'README.md'), 'utf8')).toBe('mine');
    expect(existsSync(join(cwd, 'shop', '.projenrc.json'))).toBe(true);
  });

  test('reports the added files after an interruption', async () => {
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
    expect(io.said).toContainEqual(expect.stringContaining('the files were written'));
    expect(existsSync(join(cwd, 'shop', '.projenrc.json'))).toBe(true);
  });

  test('restores files and folders when a move fails', () => {
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

  test('a second run completes a killed --force', async () => {
    const [cwd, whole] = [temporaryFolder(), temporaryFolder()];
    const flags = ['shop', '--yes', '--no-git', '--no-install', '--force'];
    for (const folder of [cwd, whole]) {
      mkdirSync(join(folder, 'shop'));
      writeFileSync(join(folder, 'shop', 'README.md'), 'mine');
    }
    await main(fakeIo({ cwd: whole, args: flags }));
    const { repos: [app] } = stagePair(resolveOptions({ appName: 'shop' }), whole.replace(/$/, '-stage'), true);
    // All but the last two, which mark a repository as finished.
    const placed = app.files
      .map(({ path }) => path)
      .filter((path) => !['.projenrc.json', '.gitops-eks/lock.json', 'README.md'].includes(path));
    writeFiles(
      join(cwd, 'shop'), placed.map((path) => ({ path, content: readFileSync(join(whole, 'shop', path), 'utf8') })),
    );
    rmSync(`${whole}-stage`, { recursive: true });
    expect(await main(fakeIo({ cwd, args: flags }))).toBe(0);
    expect(Object.keys(readTree(cwd))).toEqual(Object.keys(readTree(whole)));
    expect(readFileSync(join(cwd, 'shop', 'README.md'), 'utf8')).toBe('mine');
  });

  test('moves the lock and the answers last', () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    mkdirSync(join(cwd, 'shop-k8s-config'));
    writeFileSync(join(cwd, 'shop', 'mine.txt'), 'mine');
    const stage = stagePair(resolveOptions({ appName: 'shop' }), cwd, true);
    const names = stage.repos.map((repo) => movesOf(repo).map(({ to }) => relative(repo.target, to)).slice(-2));
    stage.remove();
    expect(names).toEqual([[join('.gitops-eks', 'lock.json'), '.projenrc.json'], ['.gitops-eks', '.projenrc.json']]);
  });

  test('completes a pair when a run was killed between the two repositories', async () => {
    const cwd = temporaryFolder();
    const flags = ['shop', '--yes', '--no-git', '--no-install'];
    await main(fakeIo({ cwd, args: flags }));
    const whole = readTree(cwd);
    rmSync(join(cwd, 'shop-k8s-config'), { recursive: true });
    writeFileSync(join(cwd, 'shop', 'server.js'), 'edited since');
    expect(await main(fakeIo({ cwd, args: [...flags, '--replicas', '9'] }))).toBe(2);
    expect(await main(fakeIo({ cwd, args: flags }))).toBe(0);
    expect(readTree(cwd)).toEqual({ ...whole, 'shop/server.js': expect.stringContaining('edited since') });
    expect(await main(fakeIo({ cwd, args: flags }))).toBe(2);
  });

  test('fills an empty folder in place, also through a link', async () => {
    const cwd = temporaryFolder();
    ['shop', 'elsewhere'].forEach((name) => mkdirSync(join(cwd, name), { mode: 0o2770 }));
    symlinkSync('elsewhere', join(cwd, 'shop-k8s-config'));
    const { ino } = statSync(join(cwd, 'shop'));
    expect(await main(fakeIo({ cwd, args: ['shop', '--yes'] }))).toBe(0);
    expect(statSync(join(cwd, 'shop')).ino).toBe(ino);
    expect(lstatSync(join(cwd, 'shop-k8s-config')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(cwd, 'elsewhere'))).toContain('.projenrc.json');
  });

  test('refuses a broken symbolic link', async () => {
    const cwd = temporaryFolder();
    symlinkSync('nowhere', join(cwd, 'shop'));
    const io = fakeIo({ cwd, args: ['shop', '--yes'] });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain('a broken symbolic link');
    expect(readdirSync(cwd)).toEqual(['shop']);
  });

  test('keeps a folder that another program creates meanwhile', () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop'));
    const stage = stagePair(resolveOptions({ appName: 'shop' }), cwd, false);
    writeFileSync(join(cwd, 'shop', 'README.md'), 'theirs');
    expect(() => placePair(stage)).toThrow(/EEXIST/);
    expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(['shop', join('shop', 'README.md')]);
    expect(readFileSync(join(cwd, 'shop', 'README.md'), 'utf8')).toBe('theirs');
  });

  test('removes the remains of a killed run, but not the files of a running one', async () => {
    const cwd = temporaryFolder();
    const left = [`${hostname()}-${2 ** 30}-abc`, `${hostname()}-${process.ppid}-abc`, 'another-machine-1-abc'].map(
      (name) => `.create-gitops-eks-${name}`,
    );
    left.forEach((name) => mkdirSync(join(cwd, name, 'shop'), { recursive: true }));
    expect(await main(fakeIo({ cwd, args: ['shop', '--yes'] }))).toBe(0);
    expect(readdirSync(cwd).filter((name) => name.startsWith('.')).sort()).toEqual(left.slice(1).sort());
  });

  test('--force refuses to replace an existing file with a managed one', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'shop', '.projen'), { recursive: true });
    writeFileSync(join(cwd, 'shop', '.projen', 'tasks.json'), '{}');
    const io = fakeIo({ cwd, args: ['shop', '--yes', '--force'] });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain(join('shop', '.projen', 'tasks.json'));
    expect(readdirSync(cwd)).toEqual(['shop']);
    expect(readdirSync(join(cwd, 'shop'))).toEqual(['.projen']);
  });

  test('refuses a generated repository, even with --force', async () => {
    const cwd = temporaryFolder();
    await main(fakeIo({ cwd, args: ['shop', '--yes'] }));
    const io = fakeIo({ cwd, args: ['shop', '--yes', '--force'] });
    expect(await main(io)).toBe(2);
    expect(io.said[0]).toContain('npx projen');
  });
});
