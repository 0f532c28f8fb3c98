import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultyMachine } from './faults';
import { run } from '../support/run';
import { readTree } from '../support/tree';

/** Small, full and foreign file systems, mounted for the test: Linux and root. */
jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-mounts-'));
const mounts: string[] = [];

/** Mounts a file system into an empty folder. */
function mount(path: string, options: string): string {
  mkdirSync(path, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'pipe' });
  mounts.push(path);
  return path;
}

function unmountAll(): void {
  mounts.splice(0).reverse().forEach((path) => spawnSync('umount', [path]));
}

function canMount(): boolean {
  try {
    mount(join(folder, 'probe'), 'size=64k');
    return true;
  } catch {
    process.stderr.write(
      'File systems cannot be mounted here, so full and foreign ones are skipped: they need Linux and root.\n',
    );
    return false;
  } finally {
    unmountAll();
  }
}

const testWithMounts = canMount() ? test : xtest;

let machine: FaultyMachine;
let expected: ReturnType<typeof readTree>;
beforeAll(async () => {
  machine = new FaultyMachine();
  const cwd = machine.newFolder();
  await machine.make(cwd, ['shop']);
  expected = readTree(cwd);
});
afterEach(unmountAll);
afterAll(() => {
  machine.remove();
  rmSync(folder, { recursive: true, force: true });
});

const step = process.env.FAULTS ? 8 : 64;
const sizes = Array.from({ length: Math.floor(640 / step) }, (_, index) => `size=${(index + 1) * step}k`);
const inodes = Array.from(
  { length: Math.floor((160 / step) * 4) },
  (_, index) => `nr_inodes=${((index + 1) * step) / 4 + 2}`,
);

testWithMounts('a full disk of any size leaves the pair or nothing', async () => {
  const ends = new Set<number | null>();
  for (const size of [...sizes, ...inodes]) {
    const cwd = mount(join(folder, 'full'), size);
    const { code, stderr } = await machine.make(cwd, ['shop']);
    ends.add(code);
    if (code === 0) {
      expect(readTree(cwd)).toEqual(expected);
    } else {
      expect(`${size} ${code} ${stderr}`).toMatch(/^\S+ 2 Nothing was written: .*the disk is full \(ENOSPC, \w+\)\n$/);
      expect(readdirSync(cwd)).toEqual([]);
    }
    unmountAll();
  }
  expect(ends).toEqual(new Set([0, 2]));
});

testWithMounts('a synth on a full disk leaves each file old or new, and completes once there is room', async () => {
  for (let room = 4; room <= 64; room += step / 4) {
    const cwd = mount(join(folder, 'synth'), 'size=8m');
    await machine.make(cwd, ['shop']);
    const repo = join(cwd, 'shop');
    const answers = readFileSync(join(repo, '.projenrc.json'), 'utf8');
    writeFileSync(join(repo, '.projenrc.json'), answers.replace('"port": 8080', '"port": 9090'));
    const before = readTree(repo);
    const whole = machine.newFolder(repo);
    expect(await machine.synth(whole)).toMatchObject({ code: 0 });
    // All but a few pages are taken.
    spawnSync('dd', ['if=/dev/zero', `of=${join(cwd, 'ballast')}`, 'bs=4k'], { stdio: 'ignore' });
    execFileSync('truncate', ['--size', `-${room}K`, join(cwd, 'ballast')]);
    const after = readTree(whole);
    const { code, stderr } = await machine.synth(repo);
    expect(code === 0 || /the disk is full \(ENOSPC, \w+\)\. Solve this, then run "npx projen"/.test(stderr)).toBe(true);
    const { '.gitops-eks/merging.json': _journal, ...now } = readTree(repo);
    expect(Object.keys(now).filter((path) => now[path] !== before[path] && now[path] !== after[path])).toEqual([]);
    rmSync(join(cwd, 'ballast'));
    expect(await machine.synth(repo)).toMatchObject({ code: 0 });
    expect(readTree(repo)).toEqual(after);
    unmountAll();
  }
});

testWithMounts('fills mount points in place', async () => {
  const cwd = machine.newFolder();
  ['shop', 'shop-k8s-config'].forEach((repo) => mount(join(cwd, repo), 'size=4m'));
  expect(await machine.make(cwd, ['shop'])).toMatchObject({ code: 0 });
  expect(readTree(cwd)).toEqual(expected);
  expect(readdirSync(cwd).sort()).toEqual(['shop', 'shop-k8s-config']);
});

testWithMounts('leaves a mount point empty that is too small', async () => {
  const cwd = machine.newFolder();
  mount(join(cwd, 'shop'), 'size=4m');
  mount(join(cwd, 'shop-k8s-config'), 'size=64k');
  const { code, stderr } = await machine.make(cwd, ['shop']);
  expect(stderr).toMatch(/^Nothing was written: .*shop-k8s-config.*the disk is full \(ENOSPC/m);
  expect(code).toBe(2);
  expect(readdirSync(cwd, { recursive: true }).sort()).toEqual(['shop', 'shop-k8s-config']);
});

testWithMounts('--force adds files to a folder that spans several mounts', async () => {
  const cwd = machine.newFolder();
  mount(join(cwd, 'shop'), 'size=4m');
  mount(join(cwd, 'shop', 'scripts'), 'size=4m');
  writeFileSync(join(cwd, 'shop', 'README.md'), 'mine\n');
  expect(await machine.make(cwd, ['shop', '--force'])).toMatchObject({ code: 0 });
  expect(readTree(cwd)).toEqual({ ...expected, 'shop/README.md': '644\nmine\n' });
});

testWithMounts('names a read-only file system', async () => {
  const cwd = mount(join(folder, 'read-only'), 'size=1m,ro');
  const { code, stderr } = await machine.make(cwd, ['shop']);
  expect(stderr).toMatch(/^Nothing was written: .*the file system is read-only \(EROFS, \w+\)\n$/);
  expect(code).toBe(2);
});

testWithMounts('names a folder without write permission', async () => {
  chmodSync(folder, 0o755);
  const cwd = join(folder, 'locked');
  mkdirSync(join(cwd, 'shop'), { recursive: true, mode: 0o755 });
  const args = [
    '-u', 'nobody', '--', 'env', `PATH=${process.env.PATH}`, process.execPath, machine.commandLine.bin, 'shop', '--yes',
    '--no-git', '--no-install',
  ];
  const { code, stderr } = await run('runuser', args, cwd, machine.commandLine.environment());
  expect(stderr).toMatch(/^Nothing was written: .*permission denied \(EACCES, \w+\)\n$/);
  expect(code).toBe(2);
  expect(readdirSync(cwd)).toEqual(['shop']);
});
