import { symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Pair } from './pair';
import { doctor } from '../../../src/doctor/doctor';
import { realWorld } from '../../../src/doctor/real-world';
import type { Result } from '../../../src/doctor/result';
import { ACCOUNT, describeAws, startWorld, type World } from '../../aws-stand-in';
import { synthRepo } from '../../support/synth-pair';
import { stepsOf } from '../support/steps';

describeAws('the doctor of a pair that is deployed', () => {
  let world: World;
  let pair: Pair;
  const step = stepsOf('aws');

  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop' });
    // Where a user clones them to.
    (
      [
        ['app', 'shop'],
        ['config', 'shop-k8s-config'],
      ] as const
    ).forEach(([repo, name]) => symlinkSync(pair.folder(repo), join(dirname(pair.folder(repo)), name)));
  });
  afterAll(() => world?.stop());

  async function diagnose(name = 'shop'): Promise<{ problems: Result[]; ok: string[]; notChecked: string[] }> {
    let text = '';
    await doctor({
      ...realWorld(),
      args: ['--json'],
      env: world.user,
      folder: join(dirname(pair.folder('app')), name),
      out: (part) => {
        text += part;
      },
    });
    const { problems, ok, notChecked } = JSON.parse(text) as Record<string, Result[]>;
    const of = (results: Result[]) => results.filter(({ check }) => ['account', 'answers', 'stacks'].includes(check));
    return {
      problems: of(problems),
      ok: of(ok).map(({ what }) => what),
      notChecked: of(notChecked).map(({ what }) => what),
    };
  }

  test('that is not deployed yet', () =>
    step('doctor before repos:deploy', { engine: 'moto, aws', asserts: 'no stack exists' }, async () => {
      const { problems, ok, notChecked } = await diagnose();
      expect(problems).toEqual([]);
      expect(ok).toContain(`You are signed in to account ${ACCOUNT}; the tasks use ${pair.names.region}.`);
      expect(notChecked).toContain('The stack shop-pipeline is not deployed.');
    }));

  test('that is as it was rendered', () =>
    step(
      'doctor after pipeline:deploy',
      { engine: 'moto, aws', asserts: 'every deployed template matches the rendered one' },
      async () => {
        await pair.deploy();
        const { problems, ok } = await diagnose();
        expect(problems).toEqual([]);
        expect(ok.filter((what) => /matches the rendered one/.test(what))).toHaveLength(4);
      },
    ));

  test('whose answer changed', () =>
    step(
      'doctor after another answer',
      { engine: 'moto, aws', asserts: 'the report names the stack and the sibling' },
      async () => {
        synthRepo('app', { ...pair.answers, notify: 'on-call@example.com' }, pair.folder('app'));
        const { problems } = await diagnose();
        expect(problems).toContainEqual(
          expect.objectContaining({ check: 'stacks', where: 'infra/pipeline.yaml', fix: 'npx projen pipeline:deploy' }),
        );
      },
    ));
});
