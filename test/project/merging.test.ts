import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { diff, take } from '../../src/programs/files';
import { merge } from '../../src/programs/merge';
import { digest } from '../../src/project/lock';
import { LivingRepo } from '../support/living-repo';
import { readTree } from '../support/tree';

/** How newer renderings reach the user's files. */

const LOCK = '.gitops-eks/lock.json';
const CONFLICTS = '.gitops-eks/conflicts';
const ANSWERS = { appName: 'shop', region: 'eu-west-1' };

const first = (text: string) => text.replace(/^/, '# Mine.\n');
const last = (text: string) => `${text}# Mine.\n`;

describe('a changed answer', () => {
  test('arrives in edited files, and is listed', () => {
    const repo = new LivingRepo('config', ANSWERS);
    repo.edit('k8s/base/deployment.yaml', last);
    repo.synth({ port: 9090 });
    expect(repo.read('k8s/base/deployment.yaml')).toMatch(/containerPort: 9090[^]*# Mine\.\n$/);
    expect(repo.record('k8s/base/deployment.yaml')?.pristine).toContain('9090');
    expect(repo.told).toMatch(/Merged into your files: .*k8s\/base\/deployment\.yaml/);
  });

  test('brings the packages that it needs into an edited package.json', () => {
    const repo = new LivingRepo('app', ANSWERS);
    repo.edit('package.json', (text) => JSON.stringify({ ...JSON.parse(text), dependencies: { express: '^5.0.0' } }, undefined, 4));
    repo.synth({ iac: 'cdk' });
    const { dependencies, devDependencies, scripts } = JSON.parse(repo.read('package.json'));
    expect(dependencies).toEqual({ express: '^5.0.0' });
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(['aws-cdk-lib', 'tsx', 'projen']));
    expect(scripts.test).toContain('--import tsx');
    expect(repo.read('package.json')).toMatch(/^ {4}"dependencies"/m);
    expect(repo.told).toContain('run "npm install"');
  });

  test('never takes the image back that the pipeline wrote', () => {
    const repo = new LivingRepo('config', ANSWERS);
    const overlay = 'k8s/overlays/production/kustomization.yaml';
    const digestLine = `digest: sha256:${'ab'.repeat(32)}`;
    repo.edit(overlay, (text) => text.replace(/digest: sha256:0+/, digestLine).replace('count: 2', 'count: 7'));
    const [image] = /newName: .*/.exec(repo.read(overlay)) as RegExpExecArray;
    repo.synth({ accountId: '123456789012', promotion: 'manual' });
    expect(repo.read(overlay)).toContain(digestLine);
    expect(repo.read(overlay)).toContain(image);
    expect(repo.read(overlay)).toContain('count: 7');
    expect(repo.read(overlay)).toContain('"npx projen promote" writes');
    expect(repo.has(CONFLICTS)).toBe(false);
  });

  test('that changes back leaves the file as it was', () => {
    const repo = new LivingRepo('config', ANSWERS);
    repo.edit('k8s/base/deployment.yaml', last);
    const before = repo.read('k8s/base/deployment.yaml');
    repo.synth({ port: 9090 });
    repo.synth({ port: 8080 });
    expect(repo.read('k8s/base/deployment.yaml')).toBe(before);
  });

  test('that has no use for a file lists it once, and leaves it', () => {
    const repo = new LivingRepo('config', ANSWERS);
    repo.synth({ cluster: 'existing' });
    expect(repo.told).toMatch(/the answers no longer require.*cluster\/eksctl\.yaml/);
    repo.synth({ cluster: 'existing' });
    expect(repo.told).not.toContain('eksctl.yaml');
    expect(repo.has('cluster/eksctl.yaml')).toBe(true);
  });

  test('writes no file again that its user deleted', () => {
    const repo = new LivingRepo('config', ANSWERS);
    repo.remove('k8s/base/deployment.yaml');
    repo.synth({ port: 9090 });
    expect(repo.has('k8s/base/deployment.yaml')).toBe(false);
  });

  test.each([
    ['config', 'k8s/base/poddisruptionbudget.yaml', { replicas: 3 }, { replicas: 1 }],
    ['app', 'infra/main.ts', { iac: 'cdk' }, { iac: 'cloudformation' }],
  ] as const)('writes a file of the %s repo again that its user deleted while no answer used it: %s', (repoName, path, using, not) => {
    const repo = new LivingRepo(repoName, { ...ANSWERS, ...using });
    const before = repo.read(path);
    repo.synth(not);
    repo.remove(path);
    repo.synth(not);
    expect(repo.has(path)).toBe(false);
    repo.synth(using);
    expect(repo.read(path)).toBe(before);
    expect(repo.record(path)).not.toHaveProperty('unused');
  });

  test('changes a file that is rendered once only when asked', () => {
    const repo = new LivingRepo('app', ANSWERS);
    repo.renderedBefore('server.js', first);
    repo.edit('server.js', last);
    repo.synth();
    expect(repo.read('server.js')).toMatch(/^# Mine\.\n/);
    expect(repo.run(diff).said).toMatch(/^--- server\.js \(yours\)\n\+\+\+ server\.js \(rendered now\)\n@@[^]*^-# Mine\.$/m);
    const before = repo.read('server.js');
    expect(repo.run(take, 'server.js').code).toBe(0);
    expect(repo.read('server.js')).not.toContain('Mine.');
    expect(repo.read('.gitops-eks/overwritten/server.js')).toBe(before);
    expect(repo.run(diff)).toEqual({ code: 0, said: '' });
  });
});

test('a synth that was killed before it wrote the lock merges nothing twice', () => {
  const repo = new LivingRepo('app', ANSWERS);
  const name = '.editorconfig';
  repo.renderedBefore(name, (text) => text.replace('\n\n[*]', '\n[*]'));
  repo.edit(name, (text) => text.replace('[*]', '[*]\n[*]'));
  const before = repo.read(LOCK);
  repo.synth();
  const merged = repo.read(name);
  const entry = { path: name, sha256: digest(merged), replaces: name, record: repo.record(name) };
  repo.write(LOCK, before);
  repo.write('.gitops-eks/merging.json', JSON.stringify([entry]));
  repo.synth();
  expect(repo.read(name)).toBe(merged);
  expect(repo.record(name)).toEqual(entry.record);
  expect(repo.has('.gitops-eks/merging.json')).toBe(false);
});

describe('a lock of an older release', () => {
  test('gets the text of files that are rendered once, if it is known', () => {
    const repo = new LivingRepo('app', ANSWERS);
    const before = repo.read(LOCK);
    const { files, ...rest } = repo.lock();
    repo.write(LOCK, JSON.stringify({ ...rest, files: files.map(({ pristine, ...file }) => ({ ...file, ...(file.owner === 'merged' && { pristine }) })) }));
    repo.synth();
    expect(repo.read(LOCK)).toBe(before);
  });
});

describe('a conflict', () => {
  const NAME = 'buildspec.yml';
  let repo: LivingRepo;
  let ours: string;
  let theirs: string;

  beforeEach(() => {
    repo = new LivingRepo('app', ANSWERS);
    theirs = repo.read(NAME);
    repo.renderedBefore(NAME, (text) => text.replace(/version: 0\.2/, 'version: 0.1'));
    repo.edit(NAME, (text) => text.replace('version: 0.1', 'version: 0.2 # mine'));
    ours = repo.read(NAME);
    repo.synth();
  });

  test('leaves the file byte for byte, and the base where it is', () => {
    expect(repo.read(NAME)).toBe(ours);
    expect(repo.record(NAME)?.pristine).toContain('version: 0.1');
    expect(readTree(repo.path(CONFLICTS))).toEqual({
      [`${NAME}.base`]: expect.stringContaining('version: 0.1'),
      [`${NAME}.ours`]: `644\n${ours}`,
      [`${NAME}.theirs`]: `644\n${theirs}`,
      '.gitignore': '644\n*\n',
    });
    expect(repo.told).toMatch(/buildspec\.yml: both changed line \d+\n.*npx projen merge/);
    const before = readTree(repo.folder);
    repo.synth();
    expect(readTree(repo.folder)).toEqual(before);
  });

  test('is shown, and makes the check fail', () => {
    const { code, said } = repo.run(merge);
    expect(code).toBe(0);
    expect(said).toMatch(/base {3}\| version: 0\.1\n {4}ours {3}\| version: 0\.2 # mine\n {4}theirs \| version: 0\.2\n/);
    expect(repo.run(merge, '--check').code).toBe(1);
  });

  test('is resolved with the user\'s file, and later changes merge again', () => {
    expect(repo.run(merge, NAME, '--ours').code).toBe(0);
    expect(repo.read(NAME)).toBe(ours);
    expect(repo.record(NAME)?.pristine).toBe(theirs);
    expect(repo.has(CONFLICTS)).toBe(false);
    expect(repo.run(merge, '--check').code).toBe(0);
    repo.synth();
    expect([repo.told, repo.read(NAME)]).toEqual(['', ours]);
  });

  test('is resolved with the new rendering, and the user\'s file is kept', () => {
    expect(repo.run(merge, '--theirs').code).toBe(0);
    expect(repo.read(NAME)).toBe(theirs);
    expect(repo.record(NAME)?.pristine).toBe(theirs);
    expect(repo.read(`.gitops-eks/overwritten/${NAME}`)).toBe(ours);
  });

  test.each([['an editor', false], ['the merge tool of Git', true]])('is resolved in %s', (_, hasTool) => {
    const env = { ...process.env };
    const command = 'sed -i.bak -e "/^<<<<<<<\\|^|||||||\\|^=======\\|^>>>>>>>/d; /# mine/d; /version: 0.1/d"';
    process.env.EDITOR = command;
    if (hasTool) {
      execFileSync('git', ['init', '--quiet'], { cwd: repo.folder });
      execFileSync('git', ['config', 'merge.tool', 'ours'], { cwd: repo.folder });
      execFileSync('git', ['config', 'mergetool.ours.cmd', 'cp "$REMOTE" "$MERGED"'], { cwd: repo.folder });
      execFileSync('git', ['config', 'mergetool.ours.trustExitCode', 'true'], { cwd: repo.folder });
    }
    delete process.env.GIT_EDITOR;
    delete process.env.VISUAL;
    expect(repo.run(merge, NAME, '--tool').code).toBe(0);
    process.env = env;
    expect(repo.read(NAME)).toBe(theirs);
    expect(repo.record(NAME)?.pristine).toBe(theirs);
    expect(readdirSync(repo.folder).filter((name) => name.startsWith('buildspec.yml'))).toEqual([NAME]);
  });

  test('stays open where the editor leaves the markers', () => {
    const { EDITOR } = process.env;
    process.env.EDITOR = process.env.GIT_EDITOR = process.env.VISUAL = 'true';
    expect(repo.run(merge, NAME, '--tool').code).toBe(1);
    Object.assign(process.env, { EDITOR });
    delete process.env.GIT_EDITOR;
    delete process.env.VISUAL;
    expect(repo.read(NAME)).toBe(ours);
    expect(repo.record(NAME)?.pristine).toContain('version: 0.1');
  });

  test('ends by itself when the file has the new text', () => {
    repo.write(NAME, theirs);
    repo.synth();
    expect(repo.record(NAME)?.pristine).toBe(theirs);
    expect(repo.has(CONFLICTS)).toBe(false);
  });
});

