import * as check from '../checks';
import { InfrastructureAsCode, Layout, TerraformState, UpgradeSchedule } from '../enums';
import type { Option } from '../option';

const noUpgradesOfOne = check.notWith(
  UpgradeSchedule.WEEKLY, { option: 'layout', values: [Layout.SINGLE] },
  'its programs upgrade the two repositories of a pair. Run npx projen upgrade instead',
);

/** How the AWS resources are defined, monitored and deleted. */
export const OPERATIONS = [
  {
    name: 'iac',
    type: 'choice',
    summary: 'The tool that defines the AWS resources. All of them define the same resources.',
    question: 'Which tool defines the AWS resources?',
    ask: 'more',
    enumName: 'InfrastructureAsCode',
    choices: [
      {
        value: InfrastructureAsCode.CLOUDFORMATION,
        title: 'CloudFormation',
        hint: 'CloudFormation templates: only the AWS CLI is required',
      },
      { value: InfrastructureAsCode.CDK, title: 'AWS CDK', hint: 'an AWS CDK app in TypeScript' },
      {
        value: InfrastructureAsCode.TERRAFORM,
        title: 'Terraform',
        hint: 'a root module for Terraform 1.11 or OpenTofu 1.10, or later',
      },
    ],
    check: check.notWith(
      InfrastructureAsCode.TERRAFORM,
      { option: 'sign', values: [true] },
      "Terraform's AWS provider has no resource for signing by ECR",
    ),
  },
  {
    name: 'state',
    type: 'choice',
    summary: 'Where Terraform keeps its state.',
    question: 'Where does Terraform keep its state?',
    ask: 'more',
    enumName: 'TerraformState',
    choices: [
      { value: TerraformState.S3, hint: 'in an S3 bucket, which a task creates' },
      { value: TerraformState.LOCAL, hint: 'in a file on this machine, for a try' },
    ],
    when: [{ option: 'iac', values: [InfrastructureAsCode.TERRAFORM] }],
  },
  {
    name: 'notify',
    type: 'string',
    summary: 'The e-mail address that Amazon SNS notifies of failures of the pipeline and of scheduled upgrades. Empty: no notifications.',
    question: 'Which e-mail address receives notifications of pipeline failures, or empty for none?',
    ask: 'more',
    initial: () => '',
    check: check.email,
  },
  {
    name: 'upgrades',
    type: 'choice',
    summary: 'Whether a schedule upgrades both repositories by pull requests. It runs the install scripts of npm packages, without permission to change a repository.',
    question: 'How often does a schedule propose upgrades?',
    ask: 'more',
    enumName: 'UpgradeSchedule',
    choices: [
      { value: UpgradeSchedule.NONE, hint: 'never: you run npx projen upgrade' },
      { value: UpgradeSchedule.WEEKLY, hint: 'each Monday: a tested pull request in each repository' },
    ],
    check: (value, resolved) => noUpgradesOfOne(value, resolved) ?? check.notOnUpgradeBranch(value, resolved),
  },
  {
    name: 'retainData',
    type: 'boolean',
    summary: 'Whether images, artifacts, logs and their KMS key remain after you delete the pipeline.',
    question: 'Keep images, artifacts and logs after you delete the pipeline?',
    ask: 'more',
    initial: () => false,
  },
] as const satisfies readonly Option[];
