import * as check from '../checks';
import { InfrastructureAsCode } from '../enums';
import type { Option } from '../option';

/** How the AWS resources are made, watched and taken down. */
export const OPERATIONS: readonly Option[] = [
  {
    name: 'iac',
    type: 'choice',
    summary: 'In which language the AWS resources are described. Both describe the same system.',
    question: 'How are the AWS resources described?',
    ask: 'more',
    enumName: 'InfrastructureAsCode',
    choices: [
      { value: InfrastructureAsCode.CLOUDFORMATION, hint: 'CloudFormation, without a dependency' },
      { value: InfrastructureAsCode.CDK, hint: 'AWS CDK in TypeScript' },
    ],
  },
  {
    name: 'notify',
    type: 'string',
    summary: 'The e-mail address that hears of failures of the pipeline. Empty: nobody.',
    question: 'Who hears of failures of the pipeline (an e-mail address, or empty)?',
    ask: 'more',
    initial: () => '',
    check: check.email,
  },
  {
    name: 'retainData',
    type: 'boolean',
    summary: 'Whether images, artifacts, logs and their key stay when the pipeline is deleted.',
    question: 'Keep images, artifacts and logs when the pipeline is deleted?',
    ask: 'more',
    initial: () => false,
  },
];
