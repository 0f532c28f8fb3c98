import { execute, mustSucceed } from './outcome';
import { Pair } from './pair';
import { useTerraform } from './terraform';
import { describeAws, startWorld, type World } from '../../aws-stand-in';
import { missingForTerraform } from '../../support/terraform/program';
import { change } from '../support/living-pair';
import { stepsOf } from '../support/steps';

/** What test/e2e/cluster follows. The pipeline starts in the test. */
const SKIPPED = /projen (?:app:|argocd:|cluster:|doctor|pipeline:run)|kubectl/;

describeAws('a living pair that changes to Terraform and back', () => {
  let world: World;
  let pair: Pair;
  let image: string;
  const step = stepsOf('aws');

  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop' });
    useTerraform(pair, world.user.HOME);
    await pair.deploy();
    mustSucceed(await execute(world, 'shop'));
    image = await pair.promotedImage();
  });
  afterAll(() => world?.stop());

  const stackNames = async (): Promise<string[]> =>
    (await pair.aws('cloudformation', 'describe-stacks')).Stacks.map(({ StackName }: { StackName: string }) => StackName);
  const repositoryIds = async (): Promise<string[]> => {
    const asked = [pair.name, pair.configName].map((name) =>
      pair.aws('codecommit', 'get-repository', '--repository-name', name));
    return (await Promise.all(asked)).map(({ repositoryMetadata }) => repositoryMetadata.repositoryId);
  };

  test('from CloudFormation: repositories and images stay, and a second plan is empty', () =>
    step(
      'change {"iac":"terraform"}',
      { engine: 'terraform, moto, aws, git', asserts: 'repositories, images and key stay; no stack remains; a second plan is empty' },
      async () => {
        const before = await repositoryIds();
        await change(pair, { ...pair.answers, iac: 'terraform' }, { skipped: SKIPPED });
        expect(await stackNames()).toEqual([]);
        expect(await repositoryIds()).toEqual(before);
        expect(await pair.hasImage(image)).toBe(true);
        expect(await pair.task('app', 'infra:plan')).toContain('No changes.');
        mustSucceed(await execute(world, 'shop'));
      },
    ));

  test('to CloudFormation: every branch stays, and the pipeline promotes a new image', () =>
    step(
      'change {"iac":"cloudformation"}',
      { engine: 'terraform, moto, aws, git', asserts: 'branches stay; the stacks are current; the pipeline succeeds' },
      async () => {
        await pair.well('config', 'git', 'push', '--quiet', 'origin', `${pair.branch}:refs/heads/open`);
        const head = await pair.head('config');
        await change(pair, { ...pair.answers, iac: 'cloudformation' }, { skipped: SKIPPED });
        expect((await stackNames()).sort()).toEqual([
          'shop-pipeline', 'shop-programs', 'shop-pull-requests', 'shop-repositories',
        ]);
        const { branch } = await pair.aws(
          'codecommit', 'get-branch', '--repository-name', pair.configName, '--branch-name', 'open',
        );
        expect(branch.commitId).toBe(head);
        mustSucceed(await execute(world, 'shop'));
        expect(await pair.hasImage(await pair.promotedImage())).toBe(true);
      },
    ));
}, missingForTerraform);
