import type { Aws } from './aws';
import { listAt, textAt, valuesAt } from '../../checks/fields';
import { InfrastructureAsCode } from '../../options/enums';
import type { ResolvedOptions } from '../../options/resolved-options';
import { type Result, notChecked, ok, problem } from '../result';
import type { Subject } from '../subject';
import { failed } from '../world';

/** The actions without which a step fails, of a person who runs all of them. */
function neededActions({ cluster, iac, notify, promotion }: ResolvedOptions): string[] {
  return [
    ...iac === InfrastructureAsCode.TERRAFORM
      ? ['s3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:PutBucketVersioning']
      : ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet', 'cloudformation:DescribeStacks'],
    'codecommit:CreateRepository', 'codecommit:GitPush', 'codecommit:GitPull',
    'iam:CreateUser', 'iam:CreateGroup', 'iam:CreatePolicy', 'iam:CreateRole', 'iam:PutRolePolicy', 'iam:PassRole',
    'kms:CreateKey', 's3:CreateBucket', 'logs:CreateLogGroup', 'events:PutRule', 'ecr:CreateRepository',
    'codebuild:CreateProject', 'codepipeline:CreatePipeline', 'codepipeline:StartPipelineExecution',
    'eks:DescribeCluster',
    ...cluster === 'create' ? ['eks:CreateCluster', 'ec2:CreateVpc', 'ec2:AllocateAddress', 'ec2:CreateNatGateway'] : [],
    ...notify ? ['sns:CreateTopic'] : [],
    ...promotion === 'manual' ? ['ecr:DescribeImages'] : [],
  ];
}

/** Whether IAM's policy simulator allows the actions of the steps. */
export async function rightResults({ options }: Subject, aws: Aws): Promise<Result[]> {
  const principal = await principalOf(aws);
  if ('unknown' in principal) {
    return [notChecked('rights', principal.unknown)];
  }
  if (principal.arn.endsWith(':root')) {
    return [ok('rights', 'The root user may do everything. AWS recommends another user for everyday work.')];
  }
  const answer = await aws.json(
    'iam', 'simulate-principal-policy', '--policy-source-arn', principal.arn, '--action-names',
    ...neededActions(options),
  );
  if ('problem' in answer) {
    return [notChecked('rights', `IAM did not simulate the actions of the steps: ${answer.problem}`)];
  }
  const decisions = listAt(answer.value, 'EvaluationResults');
  const isDenied = (result: (typeof decisions)[number]) => {
    const decision = textAt(result, 'EvalDecision');
    // Without the values of its conditions, a policy may be one that allows.
    return decision === 'explicitDeny' || (decision === 'implicitDeny' && valuesAt(result, 'MissingContextValues').length === 0);
  };
  const denied = decisions.filter(isDenied).map((result) => textAt(result, 'EvalActionName') ?? '');
  return [
    denied.length === 0
      ? ok('rights', `IAM's policy simulator allows the ${decisions.length} actions that the steps need most.`)
      : problem(
        'rights', principal.arn, `IAM's policy simulator denies ${denied.join(', ')}.`,
        'Ask an administrator of the account for these actions, or sign in with another role.',
      ),
  ];
}

/** The user or the role that is signed in. The ARN of a session lacks the path of its role. */
async function principalOf(aws: Aws): Promise<{ readonly arn: string } | { readonly unknown: string }> {
  const caller = await aws.call('sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text');
  if (failed(caller)) {
    return { unknown: `STS did not report who is signed in: ${caller.problem}` };
  }
  const arn = caller.text.trim();
  const [, role] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (role === undefined) {
    return { arn };
  }
  const answer = await aws.call('iam', 'get-role', '--role-name', role, '--query', 'Role.Arn', '--output', 'text');
  return failed(answer) ? { unknown: `IAM did not describe the role ${role}: ${answer.problem}` } : { arn: answer.text.trim() };
}
