import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { doctor } from '../../src/doctor/doctor';
import type { Result } from '../../src/doctor/result';
import { COMMIT, SIGNED_IN, diagnose, synced } from '../support/deployed-pair';
import { PairFolder, doctorWorld } from '../support/doctor-world';

const SINGLE = { layout: 'single' };

async function offline(folder: string) {
  const world = doctorWorld(folder, ['--offline', '--json']);
  const code = await doctor(world);
  const report = JSON.parse(world.printed.join('')) as { repo: string; problems: Result[]; notChecked: Result[]; ok: Result[] };
  return { code, ...report };
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  rmSync(path);
  writeFileSync(path, text.replace(from, to));
}

test.each([{}, { engine: 'flux' }, { environments: 'dev,production' }, { iac: 'terraform' }])('finds no problem in a new repository with %j', async (answers) => {
  const { code, repo, problems, notChecked } = await offline(new PairFolder({ ...SINGLE, ...answers }).app);
  expect({ code, repo, problems }).toEqual({ code: 0, repo: 'single', problems: [] });
  expect(notChecked.filter(({ what }) => /pair|repo\b|\.\.\//.test(what))).toEqual([]);
});

test('reports a problem once, with the paths of this repository', async () => {
  const { app } = new PairFolder(SINGLE);
  edit(join(app, 'argocd/application.yaml'), 'targetRevision: deploy/production', 'targetRevision: main');
  const { code, problems } = await offline(app);
  expect(code).toBe(1);
  expect(problems.map(({ where, what }) => `${where}: ${what}`)).toEqual([
    'argocd/application.yaml: Application shop-production: targetRevision is main, but Promote promotes to the branch deploy/production (infra/programs.yaml).',
    'argocd/application.yaml: Application shop-production: targetRevision is main, but the tasks push to the branch deploy/production (scripts/lib/answers.sh).',
  ]);
});

test('reports answers that were not rendered', async () => {
  const { app } = new PairFolder(SINGLE);
  edit(join(app, '.projenrc.json'), '"replicas": 2', '"replicas": 5');
  const { problems } = await offline(app);
  expect(problems).toContainEqual(expect.objectContaining({ check: 'answers', where: '.projenrc.json', fix: 'npx projen' }));
});

test('compares the engine with the state branch', async () => {
  const pair = new PairFolder({ ...SINGLE, syncPolicy: 'automated' });
  const branch = 'aws codecommit get-branch --repository-name shop --branch-name deploy/production';
  const programs = { ...SIGNED_IN, ...synced(pair) };
  const upToDate = await diagnose(pair.app, { ...programs, [branch]: `${COMMIT}\n` });
  expect(upToDate.ok).toContain(`cluster: Argo CD read the latest commit of deploy/production (${COMMIT.slice(0, 7)}).`);
  const behind = await diagnose(pair.app, { ...programs, [branch]: `${'9'.repeat(40)}\n` });
  expect(behind.problems).toContainEqual(expect.objectContaining({
    what: `Argo CD read the commit ${COMMIT.slice(0, 7)}, but deploy/production is at 9999999.`,
  }));
});
