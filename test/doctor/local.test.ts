import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { doctor } from '../../src/doctor/doctor';
import type { Result } from '../../src/doctor/result';
import { PairFolder, type Programs, doctorWorld } from '../support/doctor-world';

/** The report without AWS and without a cluster. */

async function diagnose(
  folder: string, programs?: Programs, missing?: readonly string[], extra: Partial<ReturnType<typeof doctorWorld>> = {},
) {
  const world = { ...doctorWorld(folder, ['--offline', '--json'], programs, missing), ...extra };
  const code = await doctor(world);
  const report = JSON.parse(world.printed.join('')) as {
    problems: Result[];
    notChecked: Result[];
    ok: Result[];
    version: number;
    repo: string;
  };
  return { code, report, ran: world.ran };
}

const edit = (path: string, change: (text: string) => string) => {
  const before = readFileSync(path, 'utf8');
  expect(change(before)).not.toBe(before);
  writeFileSync(path, change(before));
};

test.each(['app', 'config'] as const)(
  'finds no problem in a new pair, from its %s repo, and connects to neither AWS nor the cluster',
  async (repo) => {
    const { code, report, ran } = await diagnose(new PairFolder()[repo]);
    expect({ code, problems: report.problems, repo: report.repo, version: report.version }).toEqual({
      code: 0, problems: [], repo, version: 1,
    });
    expect(report.notChecked.map(({ check }) => check)).toEqual(['account', 'stacks', 'cluster']);
    expect(report.ok.map(({ check }) => check)).toEqual(['answers', 'files', 'support', 'programs']);
    expect(ran.filter((command) => !/version/.test(command))).toEqual([]);
  },
);

test('reports a differing answer of the sibling with its file and the command that fixes it', async () => {
  const pair = new PairFolder();
  pair.synth('config', {});
  edit(join(pair.config, '.projenrc.json'), (text) => text.replace('"replicas": 2', '"replicas": 5'));
  const { code, report } = await diagnose(pair.app);
  expect(code).toBe(1);
  expect(report.problems).toContainEqual({
    check: 'answers',
    where: '../shop-k8s-config/.projenrc.json',
    what: 'replicas is 5, but 2 here.',
    fix: expect.stringMatching(/^npx projen pair:sync /),
  });
  expect(report.problems).toContainEqual({
    check: 'answers',
    where: '.projenrc.json (in ../shop-k8s-config)',
    what: 'replicas is 5, but the files were rendered with 2.',
    fix: 'npx projen (in ../shop-k8s-config)',
  });
});

test('finds an answer of this repository that was not rendered', async () => {
  const pair = new PairFolder();
  ['app', 'config'].forEach((repo) =>
    edit(join(pair[repo as 'app'], '.projenrc.json'), (text) => text.replace('"port": 8080', '"port": 9090')),
  );
  const { report } = await diagnose(pair.config);
  expect(report.problems.map(({ where, what }) => `${where}: ${what}`).sort()).toEqual([
    '.projenrc.json (in ../shop): port is 9090, but the files were rendered with 8080.',
    '.projenrc.json: port is 9090, but the files were rendered with 8080.',
  ]);
});

test('reports repositories that two releases rendered', async () => {
  const pair = new PairFolder();
  const lock = join(pair.app, '.gitops-eks/lock.json');
  const text = readFileSync(lock, 'utf8');
  rmSync(lock);
  writeFileSync(lock, text.replace('"version": "0.0.0"', '"version": "0.9.0"'));
  const { report } = await diagnose(pair.app);
  expect(report.problems).toEqual([{
    check: 'answers',
    where: '.gitops-eks/lock.json',
    what: 'create-gitops-eks 0.9.0 rendered this repository and 0.0.0 rendered the other one.',
    fix: 'npx projen upgrade (in both repositories)',
  }]);
});

test('reports an inconsistent edit, with paths relative to this repository', async () => {
  const pair = new PairFolder();
  edit(join(pair.config, 'k8s/base/service.yaml'), (text) => text.replace('targetPort: http', 'targetPort: 3000'));
  const from = async (folder: string) => (await diagnose(folder)).report.problems[0];
  expect(await from(pair.config)).toMatchObject({ check: 'files', where: 'k8s/base/service.yaml' });
  expect(await from(pair.app)).toMatchObject({
    check: 'files',
    where: '../shop-k8s-config/k8s/base/service.yaml',
    fix: expect.stringMatching(/\(in \.\.\/shop-k8s-config\)$/),
  });
});

test('reports skipped comparisons if the sibling is missing', async () => {
  const pair = new PairFolder();
  rmSync(pair.config, { recursive: true });
  const { code, report } = await diagnose(pair.app);
  expect(code).toBe(0);
  expect(report.notChecked.map(({ check, what }) => `${check}: ${what}`)).toEqual(expect.arrayContaining([
    'answers: ../shop-k8s-config does not exist, and reading it from CodeCommit requires AWS credentials.',
    'files: ../shop-k8s-config does not exist, so its files were not compared.',
  ]));
});

describe('programs', () => {
  const problems = async (
    programs?: Programs, missing?: readonly string[], extra?: Partial<ReturnType<typeof doctorWorld>>,
  ) =>
    (await diagnose(new PairFolder().config, programs, missing, extra)).report.problems.map(
      ({ where, what }) => `${where}: ${what}`,
    );

  test('that are missing are reported with the tasks that use them', async () => {
    expect(await problems({}, ['eksctl'])).toEqual([
      'eksctl: eksctl is not installed. Used by: npx projen cluster:create, npx projen cluster:delete',
    ]);
  });

  test.each(['docker', 'kind'])('that only tasks without AWS use may be missing: %s', async (program) => {
    const { code, report } = await diagnose(new PairFolder().app, {}, [program]);
    expect(code).toBe(0);
    expect(report.notChecked[0]).toMatchObject({
      check: 'programs', what: expect.stringContaining(`${program} is not installed. Used by: npx projen `),
    });
  });

  test.each<[string, Programs, string]>([
    [
      'version 1 of the AWS CLI',
      { 'aws --version': 'aws-cli/1.45.11 Python/3.11' },
      'aws: aws 1.45.11 is too old: 2.0.0 or later is required.',
    ],
    ['an older eksctl', { 'eksctl version': '0.99.0' }, 'eksctl: eksctl 0.99.0 is too old: 0.230.0 or later is required.'],
    ['a kubectl two minor versions behind', { 'kubectl version --client': '{"clientVersion": {"gitVersion": "v1.34.0"}}' },
      'kubectl: kubectl 1.34.0 is more than one minor version from the cluster\'s 1.36.'],
  ])('%s is a problem', async (_, programs, expected) => {
    expect(await problems(programs)).toEqual([expected]);
  });

  test('kubectl may be one minor version behind', async () => {
    expect(await problems({ 'kubectl version --client': '{"clientVersion": {"gitVersion": "v1.35.9"}}' })).toEqual([]);
  });

  test('an older Node.js is a problem', async () => {
    expect(await problems({}, [], { node: '20.9.0' })).toEqual([
      'node: Node.js 20.9.0 is too old: 20.17.0 or later is required.',
    ]);
  });
});

describe('support end dates', () => {
  const at = async (day: string, ...args: string[]) => {
    const world = { ...doctorWorld(new PairFolder().config, ['--offline', ...args]), now: () => Date.parse(day) };
    return { code: await doctor(world), said: world.said, printed: world.printed.join('') };
  };

  test('are no warning more than 60 days before the first one', async () => {
    const { said, printed } = await at('2027-03-01');
    expect(said).toEqual([]);
    expect(printed).toMatch(/^ {2}support: Node\.js 24, Alpine Linux 3\.24, .*, Kubernetes 1\.36, Argo CD 3\.5$/m);
  });

  test('within 60 days are a warning on standard error, and no problem', async () => {
    const { code, said, printed } = await at('2027-06-03');
    expect(code).toBe(0);
    expect(said).toEqual([
      expect.stringMatching(/^Warning: Kubernetes 1\.36: standard support on EKS ends on 2027-08-02, in 60 days\. Run /),
      'Warning: Argo CD 3.5: support probably ended in 2027-05. Run "npx projen upgrade", then "npx projen argocd:install".',
    ]);
    expect(printed).not.toContain('Kubernetes 1.36');
  });

  test('are in the report for machines, too', async () => {
    const { printed } = await at('2027-06-03', '--json');
    expect(JSON.parse(printed).warnings).toContainEqual({
      check: 'support',
      what: 'Argo CD 3.5: support probably ended in 2027-05.',
      fix: expect.stringContaining('npx projen upgrade'),
    });
  });
});

describe('the checks cannot run', () => {
  const failure = async (folder: string, ...args: string[]) => {
    const world = doctorWorld(folder, args);
    return { code: await doctor(world), said: world.said.join('\n'), printed: world.printed };
  };

  test('outside of a generated repository', async () => {
    const { root } = new PairFolder();
    expect(await failure(root)).toEqual({
      code: 2, said: expect.stringContaining('.projenrc.json does not exist'), printed: [],
    });
  });

  test('with an invalid answer', async () => {
    const pair = new PairFolder();
    edit(join(pair.app, '.projenrc.json'), (text) => text.replace('"port": 8080', '"port": 80'));
    expect(await failure(pair.app)).toEqual({
      code: 2, said: expect.stringContaining('port (--port) is 80: must be a whole number'), printed: [],
    });
  });

  test('with an unknown flag', async () => {
    expect(await failure(new PairFolder().app, '--ofline')).toMatchObject({
      code: 2, said: 'Unknown flags: --ofline. Supported flags: --offline, --json, --help.',
    });
  });
});

test('prints the commands of the selected package manager', async () => {
  const pair = new PairFolder({ packageManager: 'pnpm' });
  edit(join(pair.config, '.projenrc.json'), (text) => text.replace('"replicas": 2', '"replicas": 5'));
  const { report } = await diagnose(pair.app);
  expect(report.problems.map(({ fix }) => fix)).toEqual([
    expect.stringMatching(/^pnpm exec projen pair:sync /), 'pnpm exec projen (in ../shop-k8s-config)',
  ]);
});

test('prints groups with the problems last, and their counts', async () => {
  const world = doctorWorld(new PairFolder().app, ['--offline'], {}, ['eksctl']);
  await doctor(world);
  const text = world.printed.join('');
  expect(text).toMatch(
    /^ok\n {2}answers: [^]*\n\nnot checked\n[^]*\n\nproblem\n {2}programs: eksctl: [^\n]*\n {4}fix: Install it: [^\n]*\n\nproblem: 1, not checked: 3, ok: 4\n$/,
  );
});
