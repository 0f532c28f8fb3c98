import { type Change, DEPLOY_PIPELINE } from './change';
import { InfrastructureAsCode, UpgradeSchedule } from '../enums';

/** The topic "AWS resources". */
export const OPERATIONS = {
  iac: {
    effect:
      'Another tool deploys the same stacks. Stack names and logical IDs stay the same, so the change neither deletes nor replaces a resource.',
    steps: [
      {
        where: 'app', act: '`npm install`', why: 'installs the CDK packages', to: [InfrastructureAsCode.CDK],
      },
      {
        where: 'app',
        act: '`npx projen infra:synth`, `npx projen infra:diff`',
        why: 'shows the changes to the deployed stacks; stop if the CDK would replace a resource',
        to: [InfrastructureAsCode.CDK],
      },
      {
        where: 'app',
        act: '`npx projen infra:deploy`',
        why: 'deploys the CDK templates to the same stacks',
        to: [InfrastructureAsCode.CDK],
      },
      {
        where: 'app',
        act: '`npx projen repos:deploy`, `npx projen pipeline:deploy`',
        why: 'deploys the CloudFormation templates to the same stacks',
        to: [InfrastructureAsCode.CLOUDFORMATION],
      },
      {
        where: 'app',
        act:
          'Delete `infra/main.ts`, `infra/test/`, `cdk.out/` and the CDK packages in `package.json`. Keep them if `infra/main.ts` ' +
          'also deploys stacks of your own. Commit and push.',
        why: 'they are yours, so a synth does not delete them',
        to: [InfrastructureAsCode.CLOUDFORMATION],
      },
    ],
  },
  notify: {
    effect: 'Amazon SNS sends failures to the new address, or to none. The pipeline stays.',
    steps: [
      DEPLOY_PIPELINE,
      {
        where: 'pair',
        act: 'Confirm the subscription in the e-mail that Amazon SNS sends.',
        why: 'SNS sends no failure before that; an empty `notify` requires no confirmation',
      },
    ],
  },
  upgrades: {
    effect:
      '`weekly` adds the stack that opens upgrade pull requests; `none` deletes it (`retainData` decides whether its logs stay). The pipeline is kept.',
    steps: [
      DEPLOY_PIPELINE,
      {
        where: 'pair',
        act: 'Merge or close the upgrade pull requests that are open, and delete the branches `upgrade/*`.',
        why: 'no later run updates them',
        to: [UpgradeSchedule.NONE],
      },
    ],
  },
  retainData: {
    effect:
      'Determines whether a later `npx projen pipeline:delete` keeps images, artifacts, logs and their key. The change itself deletes nothing.',
    steps: [DEPLOY_PIPELINE],
  },
} as const satisfies Readonly<Record<string, Change>>;
