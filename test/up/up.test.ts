import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../src/options/option';
import { estimate } from '../../src/up/estimate';
import { up } from '../../src/up/up';
import { PairFolder } from '../support/doctor-world';
import { type Existing, type UpSettings, type UpTestWorld, ended, nothing, upWorld } from '../support/up-world';

async function run(pair: PairFolder, args: readonly string[], settings: UpSettings = {}, folder = pair.app) {
  const world = upWorld(folder, args, settings);
  const code = await up(world, estimate);
  return { code, world, said: world.said.join('\n'), printed: world.printed.join('') };
}

const ALL = [
  'app repos/deploy', 'app repos/push', 'config git add -- cluster/eksctl.yaml',
  'config git commit --quiet --message chore: add files of the setup -- cluster/eksctl.yaml', 'config repos/push',
  'app pipeline/deploy', 'app pipeline/wait', 'config cluster/create', 'config argocd/install', 'config argocd/connect',
  'config repos/push', 'config app/create', 'config app/sync', 'config app/open',
];

test.each(['app', 'config'] as const)('runs the runbook from an empty account to the page, from the %s repo', async (repo) => {
  const pair = new PairFolder();
  const { code, world, printed } = await run(pair, ['--yes'], {}, pair[repo]);
  expect({ code, printed }).toEqual({ code: 0, printed: 'http://shop.elb.example\n' });
  expect(ended(world).sort()).toEqual([...ALL].sort());
});

test('creates the cluster while the pipeline builds the first image', async () => {
  const { world } = await run(new PairFolder(), ['--yes']);
  const at = (moment: string) => world.history.indexOf(moment);
  expect(at('+config cluster/create')).toBeLessThan(at('+app pipeline/deploy'));
  expect(at('-app pipeline/wait')).toBeLessThan(at('-config cluster/create'));
  // The cluster takes a quarter of an hour, and the pipeline ten minutes of it.
  expect(world.now() / 60_000).toBeLessThan(26);
});

describe.each<[string, Answers, readonly string[]]>([
  ['an existing cluster', { cluster: 'existing' }, ['config cluster/connect', 'config cluster/check']],
  ['SSH', { repoAuth: 'ssh' }, ['config git commit --quiet --message chore: connect the cluster -- argocd/connection.yaml']],
  ['manual promotion', { promotion: 'manual' }, ['config promote']],
  ['promotion by pull request', { promotion: 'pull-request' }, ['config promotion/wait']],
  ['automated syncs', { syncPolicy: 'automated' }, ['config app/status']],
])('with %s', (_, answers, tasks) => {
  test('ends healthy', async () => {
    const existing = nothing();
    const { code, world } = await run(new PairFolder(answers), ['--yes'], { existing });
    expect({ code, application: existing.config.application }).toEqual({ code: 0, application: 'healthy' });
    expect(ended(world)).toEqual(expect.arrayContaining([...tasks]));
  });
});

test('never creates an existing cluster, and goes on after a failed check of it', async () => {
  const { code, world, said } = await run(
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
  await run(pair, ['--yes'], { existing });
  const { code, world, said } = await run(pair, ['--yes'], { existing });
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
    const { code } = await run(pair, ['--yes'], { existing });
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
    const { code, world, said } = await run(pair, ['--yes'], { fails }, pair.config);
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
    await run(pair, ['--yes'], { existing, fails });
    const { code, world } = await run(pair, ['--yes'], { existing });
    expect(code).toBe(0);
    expect(ended(world)[0]).toMatch(/pipeline\/deploy|argocd\/install/);
    expect(ended(world)).not.toContain('config cluster/create');
  });
});

test('an interruption stops the running steps and names the command that goes on', async () => {
  const { code, world, said } = await run(new PairFolder(), ['--yes'], {
    at: (moment, running) => moment === '+app pipeline/deploy' && queueMicrotask(() => running.interrupt()),
  });
  expect({ code, last: said.split('\n').pop() }).toEqual({ code: 130, last: 'Interrupted. To go on: npx projen up' });
  expect(world.history).not.toContain('+app pipeline/wait');
  // Not left to its quarter of an hour.
  expect(world.history).not.toContain('-config cluster/create');
});

describe('--until', () => {
  test('ends with the step, and runs what it needs alone', async () => {
    const { code, world } = await run(new PairFolder(), ['--yes', '--until', 'pipeline']);
    expect(code).toBe(0);
    expect(ended(world).filter((task) => !/git|push/.test(task))).toEqual(['app repos/deploy', 'app pipeline/deploy']);
  });

  test('refuses a step that does not exist and lists those that do', async () => {
    const { code, world, said } = await run(new PairFolder(), ['--yes', '--until', 'clutser']);
    expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
    expect(said).toMatch(/There is no step "clutser"\. The steps: packages-app, .*, cluster, .*, page\./);
  });
});

describe('the question', () => {
  test.each([['n'], [''], ['']])('%j begins nothing', async (...answers) => {
    const pair = new PairFolder();
    const before = readFileSync(join(pair.config, 'cluster/eksctl.yaml'), 'utf8');
    const { code, world } = await run(pair, [], { answers: ['', ...answers] });
    expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
    expect(readFileSync(join(pair.config, 'cluster/eksctl.yaml'), 'utf8')).toBe(before);
  });

  test('comes after the steps, their time, their costs, and who may reach the cluster', async () => {
    const { code, said } = await run(new PairFolder(), [], { answers: ['198.51.100.0/24', 'y'] });
    expect(code).toBe(0);
    expect(said).toContain('[203.0.113.7/32]');
    expect(said).toMatch(
      /shop, account 123456789012, region us-east-1: \d+ of 16 steps are left\.\n[^]* {2}cluster +16 min {2}create the EKS cluster shop\n[^]*About \d+ minutes[^]*About 0\.\d\d dollars an hour and \d+ a month[^]*Look them up[^]*Only 198\.51\.100\.0\/24 and the VPC will reach the Kubernetes API[^]*Begin\?/,
    );
  });

  test('is refused without a terminal', async () => {
    const { code, world, said } = await run(new PairFolder(), []);
    expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
    expect(said).toContain('add --yes');
  });
});

describe('who may reach the Kubernetes API', () => {
  const eksctl = (pair: PairFolder) => readFileSync(join(pair.config, 'cluster/eksctl.yaml'), 'utf8');

  test('is the caller, as AWS sees it, in the file of the cluster', async () => {
    const pair = new PairFolder();
    await run(pair, ['--yes']);
    expect(eksctl(pair)).toContain('publicAccess: true\n  publicAccessCIDRs: [203.0.113.7/32]\n');
    expect(eksctl(pair)).toContain('# Outside the VPC, only publicAccessCIDRs can reach the Kubernetes API.');
    expect(eksctl(pair)).not.toContain('is empty');
  });

  test.each(['0.0.0.0/0', '::/0', '203.0.113.7/32,10.0.0.0/0'])('is never everyone: --address %s', async (address) => {
    const pair = new PairFolder();
    const { code, world } = await run(pair, ['--yes', '--address', address]);
    expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
    expect(eksctl(pair)).toContain('publicAccess: false');
  });

  test('is asked again after an answer that is no range', async () => {
    const pair = new PairFolder();
    await run(pair, [], { answers: ['0.0.0.0/0', 'here', '198.51.100.7/32', 'y'] });
    expect(eksctl(pair)).toContain('publicAccessCIDRs: [198.51.100.7/32]');
  });

  test('must be named if AWS does not say', async () => {
    const { code, said } = await run(new PairFolder(), ['--yes'], { address: '' });
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('--address 203.0.113.7/32') });
  });

  test('is the VPC alone with --private', async () => {
    const pair = new PairFolder();
    const { code, world } = await run(pair, ['--yes', '--private']);
    expect(code).toBe(0);
    expect(eksctl(pair)).toContain('publicAccess: false');
    expect(world.logs.get('cluster')![0]).toBe('$ npx projen cluster:create --private');
  });

  test('is not asked of answers that name it', async () => {
    const pair = new PairFolder({ publicAccessCidrs: ['192.0.2.0/24'] });
    const before = eksctl(pair);
    await run(pair, ['--yes'], { address: '' });
    expect(eksctl(pair)).toBe(before);
  });
});

describe('the checks before the first step', () => {
  test('stop at a missing program', async () => {
    const world = { ...upWorld(new PairFolder().app, ['--yes']), has: (program: string) => program !== 'eksctl' };
    expect(await up(world, estimate)).toBe(2);
    expect(world.history).toEqual([]);
    expect(world.said.join('\n')).toMatch(/eksctl is not installed[^]*--skip-preflight/);
  });

  test('stop without credentials', async () => {
    const programs = { 'aws sts get-caller-identity --query Account': { problem: 'Unable to locate credentials' } };
    const { code, said } = await run(new PairFolder(), ['--yes'], { programs });
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('Unable to locate credentials') });
  });

  test('may be overruled', async () => {
    const programs = { 'aws codecommit get-repository': '{}' };
    const pair = new PairFolder();
    expect((await run(pair, ['--yes'], { programs })).code).toBe(2);
    expect((await run(pair, ['--yes', '--skip-preflight'], { programs })).code).toBe(0);
  });

  test('stop without the other repository', async () => {
    const pair = new PairFolder();
    const world = { ...upWorld(pair.app, ['--yes']), read: (path: string) => path.includes('k8s-config') ? undefined : readFileSync(path, 'utf8') };
    expect(await up(world, estimate)).toBe(2);
    expect(world.said.join('\n')).toContain('Clone shop-k8s-config to ../shop-k8s-config.');
  });
});

test('--dry-run shows the commands, and changes nothing', async () => {
  const pair = new PairFolder();
  const { code, world, said } = await run(pair, ['--dry-run']);
  expect({ code, history: world.history }).toEqual({ code: 0, history: [] });
  expect(said).toContain('  cluster          (cd ../shop-k8s-config && npx projen cluster:create)');
  expect(readFileSync(join(pair.config, 'cluster/eksctl.yaml'), 'utf8')).toContain('publicAccess: false');
});

test('--json prints one object a line: the plan, each state of a step, and the end', async () => {
  const { code, printed, said } = await run(new PairFolder(), ['--yes', '--json'], { fails: { 'config app/sync': ['Error: no'] } });
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
  const { world } = await run(new PairFolder(), ['--yes'], { columns: 60 });
  const drawn = world.drawn.join('');
  expect(drawn).toMatch(/◒|◐|◓|◑/);
  expect(drawn).toContain('◇  cluster');
  const lines = drawn.replace(/\u001b\[[0-9]*[AJ]/g, '').split(/\r|\n/).filter((line) => /^[◒◐◓◑]/.test(line));
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(60);
});

test('installs the packages of the other repository first, and names commands of its package manager', async () => {
  const existing = nothing();
  existing.missingPackages.add('config');
  const { code, world, said } = await run(new PairFolder({ packageManager: 'pnpm' }), ['--yes'], {
    existing, fails: { 'config app/sync': [] },
  });
  expect(code).toBe(1);
  expect(ended(world).slice(0, 1)).toEqual(['config pnpm install --prod=false']);
  expect(said).toContain('(cd ../shop-k8s-config && pnpm exec projen app:sync)');
});

test.each([['--yse'], ['--until'], ['--json']])('refuses %s before it looks at anything', async (...args) => {
  const { code, world } = await run(new PairFolder(), args);
  expect({ code, ran: world.ran, history: world.history }).toEqual({ code: 2, ran: [], history: [] });
});
