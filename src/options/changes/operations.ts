import { type Change, DEPLOY_PIPELINE } from './change';
import { InfrastructureAsCode, TerraformState } from '../enums';

/** The topic "AWS resources". */
export const OPERATIONS = {
  iac: {
    effect:
      'Another tool deploys the same stacks: their names and the logical IDs of their resources are the same, so nothing is deleted or made again.',
    steps: [
      {
        where: 'app', act: '`npm install`', why: 'installs the packages of the CDK', to: [InfrastructureAsCode.CDK],
      },
      {
        where: 'app',
        act: '`npx projen infra:synth`, `npx projen infra:diff`',
        why: 'shows what the CDK would change in the deployed stacks: stop if it replaces a resource',
        to: [InfrastructureAsCode.CDK],
      },
      {
        where: 'app',
        act: '`npx projen infra:deploy`',
        why: 'has the CDK own the stacks from now on',
        to: [InfrastructureAsCode.CDK],
      },
      {
        where: 'app',
        act: '`npx projen repos:deploy`, `npx projen pipeline:deploy`',
        why: 'deploys the templates of CloudFormation to the same stacks',
        to: [InfrastructureAsCode.CLOUDFORMATION],
      },
      {
        where: 'app',
        act:
          'Delete `infra/main.ts`, `infra/test/`, `cdk.out/` and the packages of the CDK in `package.json`. If you had stacks of your own in ' +
          '`infra/main.ts`, keep what deploys them.',
        why: 'they are yours, so that no synth deletes them',
        to: [InfrastructureAsCode.CLOUDFORMATION],
      },
    ],
  },
  state: {
    effect: 'Terraform keeps its state in another place. No AWS resource changes.',
    steps: [
      {
        where: 'app',
        act: '`npx projen infra:state`',
        why: 'creates the bucket of the state',
        to: [TerraformState.S3],
      },
      {
        where: 'app',
        act: '`terraform -chdir=infra init -migrate-state`, with the `-backend-config` that `npx projen infra:state` prints',
        why: 'copies the state to its new place',
      },
    ],
  },
  notify: {
    effect: 'Failures go to another address, or to none. The pipeline is kept.',
    steps: [
      DEPLOY_PIPELINE,
      {
        where: 'pair',
        act: 'Confirm the subscription in the e-mail that Amazon SNS sends.',
        why: 'no failure is sent before; nothing is to confirm where `notify` is empty',
      },
    ],
  },
  retainData: {
    effect:
      'Decides what a later `npx projen pipeline:delete` keeps: images, artifacts, logs and their key. Nothing that exists is deleted now.',
    steps: [DEPLOY_PIPELINE],
  },
} as const satisfies Readonly<Record<string, Change>>;
