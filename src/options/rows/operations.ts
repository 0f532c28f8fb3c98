import * as check from '../checks';
import { InfrastructureAsCode } from '../enums';
import type { Option } from '../option';

/** How the AWS resources are defined, monitored and deleted. */
export const OPERATIONS = [
  {
    name: 'iac',
    type: 'choice',
    summary: 'The tool that defines the AWS resources. Both tools define the same resources.',
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
    ],
  },
  {
    name: 'notify',
    type: 'string',
    summary: 'The e-mail address that Amazon SNS notifies of pipeline failures. Empty: no notifications.',
    question: 'Which e-mail address receives notifications of pipeline failures, or empty for none?',
    ask: 'more',
    initial: () => '',
    check: check.email,
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
