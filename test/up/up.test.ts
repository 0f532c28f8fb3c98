import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { estimate } from '../../src/up/estimate';
import { upSteps } from '../../src/up/steps';
import { up } from '../../src/up/up';
import { PairFolder } from '../support/doctor-world';
import { runUp } from '../support/run-up';
import { type Existing, nothing } from '../support/task-effects';
import { type UpTestWorld, ended, upWorld } from '../support/up-world';

const ALL = [
  'app repos/deploy', 'app repos/push', 'config git add -- cluster/eksctl.yaml',
  'config git commit --quiet --message chore: add files of the setup -- cluster/eksctl.yaml', 'config repos/push',
  'app pipeline/deploy', 'app pipeline/wait', 'config cluster/create', 'config argocd/install', 'config argocd/connect',
  'config repos/push', 'config app/create', 'config app/sync', 'config app/open',
];

test.each(['app', 'config'] as const)('runs the runbook from an empty account to the page, from the %s repo', async (repo) => {
  const pair = new PairFolder();
  const { code, world, printed } = await runUp(pair, ['--yes'], {}, pair[repo]);
  expect({ code, printed }).toEqual({ code: 0, printed: 'http://shop.elb.example\n' });
  expect(ended(world).sort()).toEqual([...ALL].sort());
});

test('creates the cluster while the pipeline builds the first image', async () => {
  const { world } = await runUp(new PairFolder(), ['--yes']);
  const at = (moment: string) => world.history.indexOf(moment);
  expect(at('+config cluster/create')).toBeLessThan(at('+app pipeline/deploy'));
  expect(at('-app pipeline/wait')).toBeLessThan(at('-config cluster/create'));
  // The cluster takes a quarter of an hour, and the pipeline ten minutes of it.
  expect(world.now() / 60_000).toBeLessThan(26);
});

describe.each<[string, Answers, readonly string[]]>([
  ['an existing cluster', { cluster: 'existing' }, ['config cluster/connect', 'config cluster/check']],
  ['Flux', { engine: 'flux' }, ['config flux/install', 'config flux/connect']],
  ['SSH', { repoAuth: 'ssh' }, ['config git commit --quiet --message chore: connect the cluster -- argocd/connection.yaml']],
  ['manual promotion', { promotion: 'manual' }, ['config promote']],
  ['promotion by pull request', { promotion: 'pull-request' }, ['config promotion/wait']],
  ['automated syncs', { syncPolicy: 'automated' }, ['config app/status']],
  ['Terraform', { iac: 'terraform' }, ['app pipeline/deploy', 'config argocd/connect']],
])('with %s', (_, answers, tasks) => {
  test('ends healthy', async () => {
    const existing = nothing();
    const { code, world } = await runUp(new PairFolder(answers), ['--yes'], { existing });
    expect({ code, application: existing.config.application }).toEqual({ code: 0, application: 'healthy' });
    expect(ended(world)).toEqual(expect.arrayContaining([...tasks]));
  });
});

test.each([['terraform', true], ['cloudformation', false]])('iac: %s: commits the versions of providers: %s', (iac, commits) => {
  const steps = upSteps(resolveOptions({ appName: 'shop', iac }));
  const paths = steps.find(({ id }) => id === 'push-app')!.written!.paths;
  expect(paths.includes('infra/.terraform.lock.hcl')).toBe(commits);
});

test('never creates an existing cluster, and goes on after a failed check of it', async () => {
  const { code, world, said } = await runUp(
    new PairFolder({ cluster: 'existing' }), ['--yes'], { fails: { 'config cluster/check': ['missing network policies'] } },
  );
  expect({ code, made: world.history.filter((moment) => /create/.test(moment)) }).toEqual({
    code: 0, made: ['+config app/create', '-config app/create'],
  });
  expect(said).toContain('check: with a warning');
  expect(said).toContain('    missing network policies');
});

test('a second run looks at the page and does nothing else', async () => {
  const [pair, existing] = [new PairFolder(), nothing()];
  await runUp(pair, ['--yes'], { existing });
  const { code, world, said } = await runUp(pair, ['--yes'], { existing });
  expect({ code, tasks: ended(world) }).toEqual({ code: 0, tasks: ['config app/open'] });
  expect(said).toContain('pipeline         already there');
});

describe('killed', () => {
  /** Runs `up` until it is killed at a moment: nothing after it happens in that run. */
  async function killedAt(pair: PairFolder, existing: Existing, moment: string): Promise<void> {
    await new Promise<void>((dead) => {
      const world: UpTestWorld = upWorld(pair.app, ['--yes'], {
        existing,
        at: (now) => {
          if (now === moment) {
            dead();
            throw new Error('killed');
          }
        },
      });
      up(world, estimate).catch(() => {});
    });
  }

  const moments = ALL.filter((task, index) => ALL.indexOf(task) === index).flatMap((task) => [`+${task}`]);

  test.each(moments)('at %s, the next run ends the same', async (moment) => {
    const [pair, existing] = [new PairFolder(), nothing()];
    await killedAt(pair, existing, moment);
    const { code } = await runUp(pair, ['--yes'], { existing });
    expect({ code, existing }).toEqual({
      code: 0,
      existing: {
        app: { repositories: 'current', pipeline: 'current', execution: 'Succeeded', git: 'same' },
        config: {
          cluster: 'ready', engine: 'yes', connection: 'yes', image: 'yes', application: 'healthy', namespace: 'yes', git: 'same',
        },
        changed: new Map(),
        missingPackages: new Set(),
      },
    });
  });
});

describe('a failed step', () => {
  const fails = { 'app pipeline/deploy': ['Deploying', 'Error: The stack shop-pipeline was not deployed.'] };

  test('shows its last lines, its log and the command that repeats it, and begins no other', async () => {
    const pair = new PairFolder();
    const { code, world, said } = await runUp(pair, ['--yes'], { fails }, pair.config);
    expect(code).toBe(1);
    expect(said).toContain(
      [
        'pipeline: failed (4 min 00 s)', '    Deploying', '    Error: The stack shop-pipeline was not deployed.',
        '  its whole output: /logs/pipeline.log', '  to run this step again: (cd ../shop && npx projen pipeline:deploy)',
      ].join('\n'),
    );
    expect(said).toContain('To go on once the cause is gone: npx projen up');
    expect(world.logs.get('pipeline')).toEqual([
      '$ npx projen pipeline:deploy', 'Deploying', 'Error: The stack shop-pipeline was not deployed.',
    ]);
    // The cluster was on its way, and is left to its end.
    expect(world.history.slice(-1)).toEqual(['-config cluster/create']);
    expect(world.history).not.toContain('+config argocd/install');
  });

  test('is run again by the next run', async () => {
    const [pair, existing] = [new PairFolder(), nothing()];
    await runUp(pair, ['--yes'], { existing, fails });
    const { code, world } = await runUp(pair, ['--yes'], { existing });
    expect(code).toBe(0);
    expect(ended(world)[0]).toMatch(/pipeline\/deploy|argocd\/install/);
    expect(ended(world)).not.toContain('config cluster/create');
  });
});

test('an interruption stops the running steps and names the command that goes on', async () => {
  const { code, world, said } = await runUp(new PairFolder(), ['--yes'], {
    at: (moment, running) => moment === '+app pipeline/deploy' && queueMicrotask(() => running.interrupt()),
  });
  expect({ code, last: said.split('\n').pop() }).toEqual({ code: 130, last: 'Interrupted. To go on: npx projen up' });
  expect(world.history).not.toContain('+app pipeline/wait');
  // Not left to its quarter of an hour.
  expect(world.history).not.toContain('-config cluster/create');
});

describe('--until', () => {
  test('ends with the step, and runs what it needs alone', async () => {
    const { code, world } = await runUp(new PairFolder(), ['--yes', '--until', 'pipeline']);
    expect(code).toBe(0);
    expect(ended(world).filter((task) => !/git|push/.test(task))).toEqual(['app repos/deploy', 'app pipeline/deploy']);
  });

  test('refuses a step that does not exist and lists those that do', async () => {
    const { code, world, said } = await runUp(new PairFolder(), ['--yes', '--until', 'clutser']);
    expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
    expect(said).toMatch(/There is no step "clutser"\. The steps: packages-app, .*, cluster, .*, page\./);
  });
});

test('--dry-run shows the commands, and changes nothing', async () => {
  const pair = new PairFolder();
  const { code, world, said } = await runUp(pair, ['--dry-run']);
  expect({ code, history: world.history }).toEqual({ code: 0, history: [] });
  expect(said).toContain('  cluster          (cd ../shop-k8s-config && npx projen cluster:create)');
  expect(readFileSync(join(pair.config, 'cluster/eksctl.yaml'), 'utf8')).toContain('publicAccess: false');
});

test('--json prints one object a line: the plan, each state of a step, and the end', async () => {
  const { code, printed, said } = await runUp(new PairFolder(), ['--yes', '--json'], { fails: { 'config app/sync': ['Error: no'] } });
  const events = printed.trimEnd().split('\n').map((line) => JSON.parse(line));
  expect({ code, said }).toEqual({ code: 1, said: '' });
  expect(events[0]).toMatchObject({
    version: 1, event: 'plan', pair: 'shop', account: '123456789012', region: 'us-east-1', address: '203.0.113.7/32',
  });
  expect(events[0].cost.perMonth).toBeGreaterThan(100);
  expect(events[0].steps.map(({ step }: { step: string }) => step)).toContain('cluster');
  expect(events).toContainEqual({ event: 'step', step: 'repositories', state: 'started' });
  expect(events).toContainEqual({
    event: 'step', step: 'repositories', state: 'done', seconds: 60, log: '/logs/repositories.log',
  });
  expect(events.slice(-2)).toEqual([
    {
      event: 'step',
      step: 'sync',
      state: 'failed',
      seconds: 180,
      log: '/logs/sync.log',
      lines: ['Error: no'],
      command: '(cd ../shop-k8s-config && npx projen app:sync)',
    },
    { event: 'end', state: 'failed' },
  ]);
});

test('a terminal shows a moving line for each running step, within its width', async () => {
  const { world } = await runUp(new PairFolder(), ['--yes'], { columns: 60 });
  const drawn = world.drawn.join('');
  expect(drawn).toMatch(/◒|◐|◓|◑/);
  expect(drawn).toContain('◇  cluster');
  const lines = drawn.replace(/\u001b\[[0-9]*[AJ]/g, '').split(/\r|\n/).filter((line) => /^[◒◐◓◑]/.test(line));
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(60);
});

test('installs the packages of the other repository first, and names commands of its package manager', async () => {
  const existing = nothing();
  existing.missingPackages.add('config');
  const { code, world, said } = await runUp(new PairFolder({ packageManager: 'pnpm' }), ['--yes'], {
    existing, fails: { 'config app/sync': [] },
  });
  expect(code).toBe(1);
  expect(ended(world).slice(0, 1)).toEqual(['config pnpm install --prod=false']);
  expect(said).toContain('(cd ../shop-k8s-config && pnpm exec projen app:sync)');
});

test.each([['--yse'], ['--until'], ['--json']])('refuses %s before it looks at anything', async (...args) => {
  const { code, world } = await runUp(new PairFolder(), args);
  expect({ code, ran: world.ran, history: world.history }).toEqual({ code: 2, ran: [], history: [] });
});
