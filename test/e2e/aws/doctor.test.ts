import { Pair } from './pair';
import { ACCOUNT, describeAws, startWorld, type World } from '../../aws-stand-in';
import { synthRepo } from '../../support/synth-pair';
import { diagnose } from '../support/diagnose';
import { stepsOf } from '../support/steps';

describeAws('the doctor of a pair that is deployed', () => {
  let world: World;
  let pair: Pair;
  const step = stepsOf('aws');

  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop' });
  });
  afterAll(() => world?.stop());

  const check = () => diagnose(pair, ['account', 'answers', 'stacks']);

  test('that is not deployed yet', () =>
    step('doctor before repos:deploy', { engine: 'moto, aws', asserts: 'no stack exists' }, async () => {
      const { problems, ok, notChecked } = await check();
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
        const { problems, ok } = await check();
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
        const { problems } = await check();
        expect(problems).toContainEqual(
          expect.objectContaining({ check: 'stacks', where: 'infra/pipeline.yaml', fix: 'npx projen pipeline:deploy' }),
        );
      },
    ));
});
