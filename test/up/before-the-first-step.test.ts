import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { estimate } from '../../src/up/estimate';
import { up } from '../../src/up/up';
import { PairFolder } from '../support/doctor-world';
import { runUp } from '../support/run-up';
import { upWorld } from '../support/up-world';

describe('the question', () => {
  test.each([['n'], [''], ['']])('%j begins nothing', async (...answers) => {
    const pair = new PairFolder();
    const before = readFileSync(join(pair.config, 'cluster/eksctl.yaml'), 'utf8');
    const { code, world } = await runUp(pair, [], { answers: ['', ...answers] });
    expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
    expect(readFileSync(join(pair.config, 'cluster/eksctl.yaml'), 'utf8')).toBe(before);
  });

  test('comes after the steps, their time, their costs, and who may reach the cluster', async () => {
    const { code, said } = await runUp(new PairFolder(), [], { answers: ['198.51.100.0/24', 'y'] });
    expect(code).toBe(0);
    expect(said).toContain('[203.0.113.7/32]');
    expect(said).toMatch(
      /shop, account 123456789012, region us-east-1: \d+ of 16 steps are left\.\n[^]* {2}cluster +16 min {2}create the EKS cluster shop\n[^]*About \d+ minutes[^]*About 0\.\d\d dollars an hour and \d+ a month[^]*Look them up[^]*Only 198\.51\.100\.0\/24 and the VPC will reach the Kubernetes API[^]*Begin\?/,
    );
  });

  test('is refused without a terminal', async () => {
    const { code, world, said } = await runUp(new PairFolder(), []);
    expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
    expect(said).toContain('add --yes');
  });
});

describe('who may reach the Kubernetes API', () => {
  const eksctl = (pair: PairFolder) => readFileSync(join(pair.config, 'cluster/eksctl.yaml'), 'utf8');

  test('is the caller, as AWS sees it, in the file of the cluster', async () => {
    const pair = new PairFolder();
    await runUp(pair, ['--yes']);
    expect(eksctl(pair)).toContain('publicAccess: true\n  publicAccessCIDRs: [203.0.113.7/32]\n');
    expect(eksctl(pair)).toContain('# Outside the VPC, only publicAccessCIDRs can reach the Kubernetes API.');
    expect(eksctl(pair)).not.toContain('is empty');
  });

  test.each(['0.0.0.0/0', '::/0', '203.0.113.7/32,10.0.0.0/0'])('is never everyone: --address %s', async (address) => {
    const pair = new PairFolder();
    const { code, world } = await runUp(pair, ['--yes', '--address', address]);
    expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
    expect(eksctl(pair)).toContain('publicAccess: false');
  });

  test('is asked again after an answer that is no range', async () => {
    const pair = new PairFolder();
    await runUp(pair, [], { answers: ['0.0.0.0/0', 'here', '198.51.100.7/32', 'y'] });
    expect(eksctl(pair)).toContain('publicAccessCIDRs: [198.51.100.7/32]');
  });

  test('must be named if AWS does not say', async () => {
    const { code, said } = await runUp(new PairFolder(), ['--yes'], { address: '' });
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('--address 203.0.113.7/32') });
  });

  test('is the VPC alone with --private', async () => {
    const pair = new PairFolder();
    const { code, world } = await runUp(pair, ['--yes', '--private']);
    expect(code).toBe(0);
    expect(eksctl(pair)).toContain('publicAccess: false');
    expect(world.logs.get('cluster')![0]).toBe('$ npx projen cluster:create --private');
  });

  test('is not asked of answers that name it', async () => {
    const pair = new PairFolder({ publicAccessCidrs: ['192.0.2.0/24'] });
    const before = eksctl(pair);
    await runUp(pair, ['--yes'], { address: '' });
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
    const { code, said } = await runUp(new PairFolder(), ['--yes'], { programs });
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('Unable to locate credentials') });
  });

  test('may be overruled', async () => {
    const programs = { 'aws codecommit get-repository': '{}' };
    const pair = new PairFolder();
    expect((await runUp(pair, ['--yes'], { programs })).code).toBe(2);
    expect((await runUp(pair, ['--yes', '--skip-preflight'], { programs })).code).toBe(0);
  });

  test('stop without the other repository', async () => {
    const pair = new PairFolder();
    const world = { ...upWorld(pair.app, ['--yes']), read: (path: string) => path.includes('k8s-config') ? undefined : readFileSync(path, 'utf8') };
    expect(await up(world, estimate)).toBe(2);
    expect(world.said.join('\n')).toContain('Clone shop-k8s-config to ../shop-k8s-config.');
  });
});
