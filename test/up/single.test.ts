import { down } from '../../src/up/down';
import { EXIT } from '../../src/up/world';
import { PairFolder } from '../support/doctor-world';
import { runUp } from '../support/run-up';
import { nothing } from '../support/task-effects';
import { ended, upWorld } from '../support/up-world';

const SINGLE = { layout: 'single' };

test('runs the runbook of one repository from an empty account to the page', async () => {
  const { code, world, printed } = await runUp(new PairFolder(SINGLE), ['--yes']);
  expect({ code, printed }).toEqual({ code: 0, printed: 'http://shop.elb.example\n' });
  expect(ended(world).sort()).toEqual([
    'app repos/deploy', 'app git add -- cluster/eksctl.yaml',
    'app git commit --quiet --message chore: add the lock file -- cluster/eksctl.yaml', 'app repos/push',
    'app pipeline/deploy', 'app pipeline/wait', 'app cluster/create', 'app argocd/install', 'app argocd/connect',
    'app app/create', 'app app/sync', 'app app/open',
  ].sort());
});

test.each([
  [{ engine: 'flux' }, 'app flux/connect'],
  [{ repoAuth: 'ssh' }, 'app git commit --quiet --message chore: connect the cluster -- argocd/connection.yaml'],
  [{ promotion: 'manual' }, 'app promote'],
  [{ promotion: 'pull-request' }, 'app promotion/wait'],
  [{ cluster: 'existing', syncPolicy: 'automated', iac: 'terraform' }, 'app app/status'],
])('ends healthy with %j', async (answers, task) => {
  const { code, world } = await runUp(new PairFolder({ ...SINGLE, ...answers }), ['--yes']);
  expect(code).toBe(0);
  expect(ended(world)).toContain(task);
});

test('the help of up speaks of no pair', async () => {
  const { code, printed } = await runUp(new PairFolder(SINGLE), ['--help']);
  expect({ code, printed }).toEqual({ code: 0, printed: expect.stringMatching(/^Brings everything up/) });
  expect(printed).not.toMatch(/\bpair\b|both/);
});

test('the plan speaks of one repository and of its state branch', async () => {
  const { said } = await runUp(new PairFolder(SINGLE), ['--dry-run']);
  expect(said).toContain('create the CodeCommit repository');
  expect(said).toContain('push the repository');
  expect(said).toContain('wait for the image on deploy/production');
  expect(said).not.toMatch(/config|both|\.\.\//);
});

test('deletes everything but the repository', async () => {
  const existing = nothing();
  Object.assign(existing.app, { repositories: 'current', pipeline: 'current' });
  Object.assign(existing.config, { cluster: 'ready', application: 'healthy', namespace: 'yes' });
  const world = upWorld(new PairFolder(SINGLE).app, ['--yes', '--until', 'repositories'], { existing });
  expect(await down(world)).toBe(EXIT.done);
  expect(ended(world)).toEqual(['app app/delete', 'app pipeline/delete', 'app repos/delete']);
  expect(world.said.join('\n')).toContain('the CodeCommit repository shop, which holds your work');
  expect(world.said.join('\n')).not.toMatch(/both|k8s-config/);
});
