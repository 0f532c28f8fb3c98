import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from 'projen/lib/logger';
import type { Answers } from '../../src/options/option';
import { diff, restore, take } from '../../src/programs/files';
import { merge } from '../../src/programs/merge';
import { type Lock, type LockedFile, digest } from '../../src/project/lock';
import { synthRepo } from '../support/synth-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { readTree } from '../support/tree';
import { modeOf } from '../support/write-files';

/** A living repository: edits by its user, a newer release, changed answers. */

const LOCK = '.gitops-eks/lock.json';
const CONFLICTS = '.gitops-eks/conflicts';
const ANSWERS = { appName: 'shop', region: 'eu-west-1' };

let folder: string;
let said: string[];
let warned: string;
const path = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(path(name), 'utf8');
const write = (name: string, text: string) => {
  rmSync(path(name), { force: true });
  writeFileSync(path(name), text);
};
const edit = (name: string, change: (text: string) => string) => write(name, change(read(name)));
const lock = (): Lock => JSON.parse(read(LOCK));
const record = (name: string) => lock().files.find((file) => file.path === name) as LockedFile;

function synth(changes: Answers = {}): void {
  const { $schema, type, ...answers } = JSON.parse(read('.projenrc.json'));
  write('.projenrc.json', JSON.stringify({ $schema, type, ...answers, ...changes }, undefined, 2));
  // projen is silent in tests.
  const loggers = (['info', 'warn'] as const).map((level) => jest.spyOn(Logger.prototype, level).mockImplementation((...texts: unknown[]) => {
    warned += `${texts.join(' ')}\n`;
  }));
  synthRepo(type.endsWith('GitOpsAppProject') ? 'app' : 'config', { ...answers, ...changes }, folder);
  loggers.forEach((logger) => logger.mockRestore());
}

function create(repo: 'app' | 'config'): void {
  folder = join(temporaryFolder(), repo);
  synthRepo(repo, ANSWERS, folder);
}

/** Has the lock and the disk be of a release that rendered another text: the present one then changes it back. */
function renderedBefore(name: string, change: (text: string) => string): void {
  const text = change(read(name));
  const mode = statSync(path(name)).mode;
  write(name, text);
  chmodSync(path(name), mode);
  const { files, ...rest } = lock();
  const changed = files.map((file) => file.path !== name ? file
    : { ...file, sha256: digest(text), ...(file.pristine !== undefined && { pristine: text }) });
  write(LOCK, JSON.stringify({ ...rest, files: changed }, undefined, 2));
}

const program = (main: typeof merge, ...args: readonly string[]) => main(args, folder, (text) => said.push(text));

beforeEach(() => {
  said = [];
  warned = '';
});

const first = (text: string) => text.replace(/^/, '# Mine.\n');
const last = (text: string) => `${text}# Mine.\n`;

describe('a changed answer', () => {
  test('arrives in edited files, and is listed', () => {
    create('config');
    edit('k8s/base/deployment.yaml', last);
    synth({ port: 9090 });
    expect(read('k8s/base/deployment.yaml')).toMatch(/containerPort: 9090[^]*# Mine\.\n$/);
    expect(record('k8s/base/deployment.yaml').pristine).toContain('9090');
    expect(warned).toMatch(/Merged into your files: .*k8s\/base\/deployment\.yaml/);
  });

  test('brings the packages that it needs into an edited package.json', () => {
    create('app');
    edit('package.json', (text) => JSON.stringify({ ...JSON.parse(text), dependencies: { express: '^5.0.0' } }, undefined, 4));
    synth({ iac: 'cdk' });
    const { dependencies, devDependencies, scripts } = JSON.parse(read('package.json'));
    expect(dependencies).toEqual({ express: '^5.0.0' });
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(['aws-cdk-lib', 'tsx', 'projen']));
    expect(scripts.test).toContain('--import tsx');
    expect(read('package.json')).toMatch(/^ {4}"dependencies"/m);
  });

  test('never takes the image back that the pipeline wrote', () => {
    create('config');
    const overlay = 'k8s/overlays/production/kustomization.yaml';
    const digestLine = `digest: sha256:${'ab'.repeat(32)}`;
    edit(overlay, (text) => text.replace(/digest: sha256:0+/, digestLine).replace('count: 2', 'count: 7'));
    const [image] = /newName: .*/.exec(read(overlay)) as RegExpExecArray;
    synth({ region: 'us-west-2', environment: 'production', promotion: 'manual' });
    expect(read(overlay)).toContain(digestLine);
    expect(read(overlay)).toContain(image);
    expect(read(overlay)).toContain('count: 7');
    expect(read(overlay)).toContain('"npx projen promote" writes');
    expect(existsSync(path(CONFLICTS))).toBe(false);
  });

  test('that changes back leaves the file as it was', () => {
    create('config');
    edit('k8s/base/deployment.yaml', last);
    const before = read('k8s/base/deployment.yaml');
    synth({ port: 9090 });
    synth({ port: 8080 });
    expect(read('k8s/base/deployment.yaml')).toBe(before);
  });

  test('that has no use for a file lists it once, and leaves it', () => {
    create('config');
    synth({ cluster: 'existing' });
    expect(warned).toMatch(/no use for these files any more.*cluster\/eksctl\.yaml/);
    warned = '';
    synth({ cluster: 'existing' });
    expect(warned).not.toContain('eksctl.yaml');
    expect(existsSync(path('cluster/eksctl.yaml'))).toBe(true);
  });

  test('writes no file again that its user deleted', () => {
    create('config');
    rmSync(path('k8s/base/deployment.yaml'));
    synth({ port: 9090 });
    expect(existsSync(path('k8s/base/deployment.yaml'))).toBe(false);
  });

  test('changes a file that is rendered once only when asked', () => {
    create('app');
    renderedBefore('server.js', first);
    edit('server.js', last);
    synth();
    expect(read('server.js')).toMatch(/^# Mine\.\n/);
    expect(program(diff)).toBe(0);
    expect(said.join('\n')).toMatch(/^--- server\.js \(yours\)\n\+\+\+ server\.js \(rendered now\)\n@@[^]*^-# Mine\.$/m);
    const before = read('server.js');
    expect(program(take, 'server.js')).toBe(0);
    expect(read('server.js')).not.toContain('Mine.');
    expect(read('.gitops-eks/overwritten/server.js')).toBe(before);
    said = [];
    program(diff);
    expect(said).toEqual([]);
  });
});

describe('a lock of an older release', () => {
  test('gets the text of files that are rendered once, if it is known', () => {
    create('app');
    const before = read(LOCK);
    const { files, ...rest } = lock();
    write(LOCK, JSON.stringify({ ...rest, files: files.map(({ pristine, ...file }) => ({ ...file, ...(file.owner === 'merged' && { pristine }) })) }));
    synth();
    expect(read(LOCK)).toBe(before);
  });
});

describe('a conflict', () => {
  const NAME = 'buildspec.yml';
  let ours: string;
  let theirs: string;

  beforeEach(() => {
    create('app');
    theirs = read(NAME);
    renderedBefore(NAME, (text) => text.replace(/version: 0\.2/, 'version: 0.1'));
    edit(NAME, (text) => text.replace('version: 0.1', 'version: 0.2 # mine'));
    ours = read(NAME);
    synth();
  });

  test('leaves the file byte for byte, and the base where it is', () => {
    expect(read(NAME)).toBe(ours);
    expect(record(NAME).pristine).toContain('version: 0.1');
    expect(readTree(path(CONFLICTS))).toEqual({
      [`${NAME}.base`]: expect.stringContaining('version: 0.1'),
      [`${NAME}.ours`]: `644\n${ours}`,
      [`${NAME}.theirs`]: `644\n${theirs}`,
      '.gitignore': '644\n*\n',
    });
    expect(warned).toMatch(/buildspec\.yml: both changed line \d+\n.*npx projen merge/);
    const before = readTree(folder);
    synth();
    expect(readTree(folder)).toEqual(before);
  });

  test('is shown, and makes the check fail', () => {
    expect(program(merge)).toBe(0);
    expect(said.join('\n')).toMatch(/base {3}\| version: 0\.1\n {4}ours {3}\| version: 0\.2 # mine\n {4}theirs \| version: 0\.2\n/);
    expect(program(merge, '--check')).toBe(1);
  });

  test('is resolved with the user\'s file, and later changes merge again', () => {
    expect(program(merge, NAME, '--ours')).toBe(0);
    expect(read(NAME)).toBe(ours);
    expect(record(NAME).pristine).toBe(theirs);
    expect(existsSync(path(CONFLICTS))).toBe(false);
    expect(program(merge, '--check')).toBe(0);
    warned = '';
    synth();
    expect([warned, read(NAME)]).toEqual(['', ours]);
  });

  test('is resolved with the new rendering, and the user\'s file is kept', () => {
    expect(program(merge, '--theirs')).toBe(0);
    expect(read(NAME)).toBe(theirs);
    expect(record(NAME).pristine).toBe(theirs);
    expect(read(`.gitops-eks/overwritten/${NAME}`)).toBe(ours);
  });

  test.each([['an editor', false], ['the merge tool of Git', true]])('is resolved in %s', (_, hasTool) => {
    const env = { ...process.env };
    const command = 'sed -i.bak -e "/^<<<<<<<\\|^|||||||\\|^=======\\|^>>>>>>>/d; /# mine/d; /version: 0.1/d"';
    process.env.EDITOR = command;
    if (hasTool) {
      execFileSync('git', ['init', '--quiet'], { cwd: folder });
      execFileSync('git', ['config', 'merge.tool', 'ours'], { cwd: folder });
      execFileSync('git', ['config', 'mergetool.ours.cmd', 'cp "$REMOTE" "$MERGED"'], { cwd: folder });
      execFileSync('git', ['config', 'mergetool.ours.trustExitCode', 'true'], { cwd: folder });
    }
    delete process.env.GIT_EDITOR;
    delete process.env.VISUAL;
    expect(program(merge, NAME, '--tool')).toBe(0);
    process.env = env;
    expect(read(NAME)).toBe(theirs);
    expect(record(NAME).pristine).toBe(theirs);
    expect(readdirSync(folder).filter((name) => name.startsWith('buildspec.yml'))).toEqual([NAME]);
  });

  test('stays open where the editor leaves the markers', () => {
    const { EDITOR } = process.env;
    process.env.EDITOR = process.env.GIT_EDITOR = process.env.VISUAL = 'true';
    expect(program(merge, NAME, '--tool')).toBe(1);
    Object.assign(process.env, { EDITOR });
    delete process.env.GIT_EDITOR;
    delete process.env.VISUAL;
    expect(read(NAME)).toBe(ours);
    expect(record(NAME).pristine).toContain('version: 0.1');
  });

  test('ends by itself when the file has the new text', () => {
    write(NAME, theirs);
    synth();
    expect(record(NAME).pristine).toBe(theirs);
    expect(existsSync(path(CONFLICTS))).toBe(false);
  });
});

describe('a managed file that its user edited', () => {
  const NAME = 'infra/pipeline.yaml';
  let rendered: string;

  beforeEach(() => {
    create('app');
    rendered = read(NAME);
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    commit();
    edit(NAME, last);
  });

  const commit = () => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--allow-empty', '--message', 'x'], { cwd: folder });
  const commitAll = () => {
    execFileSync('git', ['add', '--all'], { cwd: folder });
    commit();
  };

  test('is not overwritten: the synth shows the edit and both ways out', () => {
    synth({ prBuilds: false });
    expect(read(NAME)).toBe(last(rendered));
    expect(warned).toMatch(/infra\/pipeline\.yaml is managed, and you edited it[^]*\+# Mine\.[^]*files:restore infra\/pipeline\.yaml[^]*"own": \["infra\/pipeline\.yaml"\]/);
    expect(record(NAME).sha256).toBe(digest(rendered));
    expect(program(merge, '--check')).toBe(1);
  });

  test('is overwritten with consent, and the edit is kept until the next commit', () => {
    expect(program(restore, NAME)).toBe(0);
    expect([read(NAME), modeOf(path(NAME))]).toEqual([rendered, '444']);
    expect(read(`.gitops-eks/overwritten/${NAME}`)).toBe(last(rendered));
    synth();
    expect(read(`.gitops-eks/overwritten/${NAME}`)).toBe(last(rendered));
    commit();
    synth();
    expect(existsSync(path('.gitops-eks/overwritten'))).toBe(false);
  });

  test('is merged once its user owns it, and says no more that it is managed', () => {
    write(NAME, rendered);
    commitAll();
    edit(NAME, last);
    synth({ own: [NAME] });
    expect(read(NAME)).toMatch(/^(?!# Managed)[^]*# Mine\.\n$/);
    expect(record(NAME)).toMatchObject({ owner: 'merged', pristine: expect.not.stringContaining('Managed by') });
    const before = read(NAME);
    synth({ own: [NAME], scanGate: 'none' });
    expect(read(NAME)).not.toBe(before);
    expect(read(NAME)).toMatch(/# Mine\.\n$/);
    synth({ own: [NAME], scanGate: 'critical' });
    expect(read(NAME)).toBe(before);
  });

  test('stays when its user owns it and its first text is not known', () => {
    synth({ own: [NAME] });
    expect(read(NAME)).toBe(last(rendered));
    expect(warned).toMatch(/the text as it was rendered is not known/);
    expect(program(merge, NAME, '--ours')).toBe(0);
    synth({ own: [NAME] });
    expect(read(NAME)).toBe(last(rendered));
  });

  test('stays when the answers have no use for it any more', () => {
    edit('infra/pull-requests.yaml', last);
    synth({ prBuilds: false });
    expect(read('infra/pull-requests.yaml')).toMatch(/# Mine\.\n$/);
    expect(warned).toMatch(/no use for these files any more.*infra\/pull-requests\.yaml/);
  });

  test.each<[string, () => void]>([
    ['has other permissions', () => write(NAME, rendered)],
    ['has the line ends of Windows', () => write(NAME, rendered.replace(/\n/g, '\r\n'))],
    ['was cut', () => write(NAME, rendered.slice(0, 1000))],
    ['is in a conflict of Git', () => write(NAME, `<<<<<<< HEAD\n${rendered}=======\n>>>>>>> other\n`)],
    ['was deleted', () => rmSync(path(NAME))],
  ])('is no edit where it %s', (_, damage) => {
    damage();
    synth();
    expect([read(NAME), modeOf(path(NAME))]).toEqual([rendered, '444']);
  });
});
