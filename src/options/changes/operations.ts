import { type Change, DEPLOY_PIPELINE } from './change';
import { IAC } from './infrastructure';
import { InfrastructureAsCode, TerraformState, UpgradeSchedule } from '../enums';

/** The topic "AWS resources". */
export const OPERATIONS = {
  iac: IAC,
  state: {
    effect: 'Terraform keeps its state in another place. No AWS resource changes.',
    steps: [
      {
        where: 'app',
        act: '`npx projen infra:state`',
        why: 'creates the bucket of the state, and moves the state of this machine into it',
        to: [TerraformState.S3],
        when: [{ option: 'iac', values: [InfrastructureAsCode.TERRAFORM] }],
      },
      {
        where: 'app',
        act: '`npx projen infra:state`',
        why: 'moves the state to this machine; the bucket stays',
        to: [TerraformState.LOCAL],
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
