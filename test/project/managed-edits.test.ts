import { execFileSync } from 'node:child_process';
import { restore } from '../../src/programs/files';
import { merge } from '../../src/programs/merge';
import { digest } from '../../src/project/lock';
import { LivingRepo } from '../support/living-repo';
import { modeOf } from '../support/write-files';

const ANSWERS = { appName: 'shop', region: 'eu-west-1' };

const last = (text: string) => `${text}# Mine.\n`;

describe('a managed file that its user edited', () => {
  const NAME = 'infra/pipeline.yaml';
  let repo: LivingRepo;
  let rendered: string;

  beforeEach(() => {
    repo = new LivingRepo('app', ANSWERS);
    rendered = repo.read(NAME);
    execFileSync('git', ['init', '--quiet'], { cwd: repo.folder });
    commit();
    repo.edit(NAME, last);
  });

  const commit = () => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--allow-empty', '--message', 'x'], { cwd: repo.folder });
  const commitAll = () => {
    execFileSync('git', ['add', '--all'], { cwd: repo.folder });
    commit();
  };

  test('is not overwritten: the synth shows the edit and both ways out', () => {
    repo.synth({ prBuilds: false });
    expect(repo.read(NAME)).toBe(last(rendered));
    expect(repo.told).toMatch(/infra\/pipeline\.yaml is managed, but you edited it[^]*\+# Mine\.[^]*files:restore infra\/pipeline\.yaml[^]*"own": \["infra\/pipeline\.yaml"\]/);
    expect(repo.record(NAME)?.sha256).toBe(digest(rendered));
    expect(repo.run(merge, '--check').code).toBe(1);
  });

  test('is overwritten with consent, and the edit is kept until the next commit', () => {
    expect(repo.run(restore, NAME).code).toBe(0);
    expect([repo.read(NAME), modeOf(repo.path(NAME))]).toEqual([rendered, '444']);
    expect(repo.read(`.gitops-eks/overwritten/${NAME}`)).toBe(last(rendered));
    repo.synth();
    expect(repo.read(`.gitops-eks/overwritten/${NAME}`)).toBe(last(rendered));
    commit();
    repo.synth();
    expect(repo.has('.gitops-eks/overwritten')).toBe(false);
  });

  test('is merged once its user owns it, and says no more that it is managed', () => {
    repo.write(NAME, rendered);
    commitAll();
    repo.edit(NAME, last);
    repo.synth({ own: [NAME] });
    expect(repo.read(NAME)).toMatch(/^(?!# Managed)[^]*# Mine\.\n$/);
    expect(repo.record(NAME)).toMatchObject({ owner: 'merged', pristine: expect.not.stringContaining('Managed by') });
    const before = repo.read(NAME);
    repo.synth({ own: [NAME], scanGate: 'none' });
    expect(repo.read(NAME)).not.toBe(before);
    expect(repo.read(NAME)).toMatch(/# Mine\.\n$/);
    repo.synth({ own: [NAME], scanGate: 'critical' });
    expect(repo.read(NAME)).toBe(before);
  });

  test('keeps the task of a script that its user owns', () => {
    const before = repo.read('.projen/tasks.json');
    repo.synth({ own: ['scripts/image/build.sh'] });
    expect(repo.read('scripts/image/build.sh')).not.toContain('Managed by');
    expect(modeOf(repo.path('scripts/image/build.sh'))).toBe('755');
    expect(repo.read('.projen/tasks.json')).toBe(before);
  });

  test('is named where no template renders it', () => {
    repo.synth({ own: ['infra/pipelin.yaml'] });
    expect(repo.told).toContain('"own" in .projenrc.json lists files that are not rendered: infra/pipelin.yaml');
  });

  test('stays if the user owns it and its rendered text is unknown', () => {
    repo.synth({ own: [NAME] });
    expect(repo.read(NAME)).toBe(last(rendered));
    expect(repo.told).toMatch(/the last rendered text is unknown/);
    expect(repo.run(merge, NAME, '--ours').code).toBe(0);
    repo.synth({ own: [NAME] });
    expect(repo.read(NAME)).toBe(last(rendered));
  });

  test('stays if the answers no longer require it', () => {
    repo.edit('infra/pull-requests.yaml', last);
    repo.synth({ prBuilds: false });
    expect(repo.read('infra/pull-requests.yaml')).toMatch(/# Mine\.\n$/);
    expect(repo.told).toMatch(/the answers no longer require.*infra\/pull-requests\.yaml/);
  });

  test.each<[string, () => void]>([
    ['has other permissions', () => repo.write(NAME, rendered)],
    ['has the line ends of Windows', () => repo.write(NAME, rendered.replace(/\n/g, '\r\n'))],
    ['was cut', () => repo.write(NAME, rendered.slice(0, 1000))],
    ['is in a conflict of Git', () => repo.write(NAME, `<<<<<<< HEAD\n${rendered}=======\n>>>>>>> other\n`)],
    ['was deleted', () => repo.remove(NAME)],
  ])('is no edit where it %s', (_, damage) => {
    damage();
    repo.synth();
    expect([repo.read(NAME), modeOf(repo.path(NAME))]).toEqual([rendered, '444']);
  });
});
