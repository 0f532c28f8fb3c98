import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAws } from './describe-aws';
import { execute, mustSucceed } from './outcome';
import { pageOf } from './page';
import { Pair } from './pair';
import { startWorld, type World } from './world';
import { synthesizeCdk } from '../../support/cdk-infrastructure';
import { REPOS } from '../../support/render-pair';
import { stepsOf } from '../support/steps';

jest.setTimeout(300_000);

const PROOF = { engine: 'aws-cdk-lib, moto, git, docker, docker-registry', asserts: 'the stacks are deployed, and the promoted digest shows a deepskyblue page' };

describeAws('the stacks that the CDK app synthesizes', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld(); });
  afterAll(() => world?.stop());

  test('take a change to what runs, as those of CloudFormation do', () => stepsOf('aws')('iac: cdk, from its synthesized stacks', PROOF, async () => {
    const answers = { appName: 'shop', notify: 'on-call@example.com' };
    const pair = await Pair.make(world, answers);
    const [stacks] = synthesizeCdk([{ answers: pair.answers }]);
    const order = ['shop-repositories', 'shop-pipeline', 'shop-pull-requests'];
    expect(stacks.map(({ stackName }) => stackName).sort()).toEqual([...order].sort());
    await pair.aws('s3api', 'create-bucket', '--bucket', 'templates', '--create-bucket-configuration', `LocationConstraint=${String(pair.answers.region)}`);
    for (const name of order) {
      const { template } = stacks.find(({ stackName }) => stackName === name)!;
      const file = join(world.folder, `${name}.json`);
      writeFileSync(file, JSON.stringify(template));
      const where = ['--s3-bucket', 'templates', '--region', String(pair.answers.region)];
      await pair.well('app', 'aws', 'cloudformation', 'deploy', '--stack-name', name, '--template-file', file, '--capabilities', 'CAPABILITY_IAM', ...where);
      if (name === 'shop-repositories') {
        await Promise.all(REPOS.map((repo) => pair.task(repo, 'repos:push')));
      }
    }
    mustSucceed(await execute(world, 'shop'));
    expect(await pageOf(pair, await pair.promotedImage())).toContain('background-color: deepskyblue;');
  }));
});
