import { parse } from 'yaml';
import type { Aws } from './aws';
import { differingParts } from './template';
import { moduleResults, usesTerraform } from './terraform';
import { answersIn } from '../../checks/answers';
import { at, isFields } from '../../checks/fields';
import { CLOUDFORMATION_TAGS } from '../../checks/iac/cloudformation-tags';
import { stacksOf } from '../../checks/iac/infrastructure';
import type { Stack } from '../../checks/iac/stack';
import { DOCUMENT } from '../../options/changes/plan';
import { type Result, notChecked, ok, problem } from '../result';
import { type Subject, inRepo, seenFrom, withPaths } from '../subject';

/** The status and drift status of a stack; undefined if it does not exist. */
type State = { readonly status: string; readonly drift?: string } | { readonly problem: string } | undefined;

/** Compares the deployed stacks with the rendered ones. */
export async function stackResults(subject: Subject, aws: Aws): Promise<Result[]> {
  const { pair, options } = subject;
  if (!pair.has('app')) {
    return [
      notChecked(
        'stacks', `../${options.appName} does not exist, so the deployed stacks were not compared with its templates.`,
      ),
    ];
  }
  if (usesTerraform(subject)) {
    return [...await moduleResults(subject), ...await leftStacks(subject, aws, [])];
  }
  const { stacks, unchecked } = stacksOf(pair);
  if (unchecked.length > 0) {
    return [
      notChecked(
        'stacks', `The stacks were not compared: ${unchecked.map((text) => withPaths(subject, text)).join('; ')}`,
      ),
    ];
  }
  const results = await Promise.all(stacks.map((stack) => stackResult(subject, aws, stack)));
  return [...results.flat(), ...await leftStacks(subject, aws, stacks)];
}

/** The task that deploys a stack. `infra:deploy` also deploys the stacks that a user adds to the CDK app. */
function deployTask(subject: Subject, name: string): string {
  const { appName } = subject.options;
  if (name === answersIn(subject.pair, 'app').CAPABILITY_STACK) {
    return inRepo(subject, 'app', 'npx projen argocd:deploy');
  }
  const parts = ['pipeline', 'programs', 'pull-requests', 'upgrades'].map((part) => `${appName}-${part}`);
  const task =
    name === `${appName}-repositories` ? 'repos:deploy' : parts.includes(name) ? 'pipeline:deploy' : 'infra:deploy';
  return inRepo(subject, 'app', `npx projen ${task}`);
}

async function stackResult(subject: Subject, aws: Aws, stack: Stack): Promise<Result[]> {
  const { name } = stack;
  const [state, deployed] = await Promise.all([stateOf(aws, name), deployedTemplate(aws, name)]);
  const fix = deployTask(subject, name);
  if (state === undefined) {
    return [notChecked('stacks', `The stack ${name} is not deployed.`, fix)];
  }
  if ('problem' in state) {
    return [notChecked('stacks', `The stack ${name} cannot be read from CloudFormation: ${state.problem}`)];
  }
  if (/_IN_PROGRESS$/.test(state.status)) {
    return [
      notChecked('stacks', `The stack ${name} is ${state.status}.`, 'npx projen doctor, after the operation has completed'),
    ];
  }
  if (/FAILED$|^ROLLBACK_COMPLETE$/.test(state.status)) {
    return [problem('stacks', name, `The stack is ${state.status}.`, `${fix} (prints the next step)`)];
  }
  return [...templateResults(subject, stack, deployed, fix), ...driftResults(subject, name, state.drift, fix)];
}

async function stateOf(aws: Aws, name: string): Promise<State> {
  const answer = await aws.json('cloudformation', 'describe-stacks', '--stack-name', name);
  if ('problem' in answer) {
    return /does not exist/.test(answer.problem) ? undefined : answer;
  }
  const stack = (at(answer.value, 'Stacks') as unknown[] | undefined)?.[0];
  const drift = at(stack, 'DriftInformation', 'StackDriftStatus');
  return { status: String(at(stack, 'StackStatus')), ...typeof drift === 'string' && { drift } };
}

/** The deployed template. The AWS CLI prints a JSON template as an object, and a YAML template as a string. */
async function deployedTemplate(aws: Aws, name: string): Promise<unknown> {
  const answer = await aws.json('cloudformation', 'get-template', '--stack-name', name, '--template-stage', 'Original');
  const body = 'value' in answer ? at(answer.value, 'TemplateBody') : undefined;
  try {
    return typeof body === 'string' ? parse(body, { customTags: [...CLOUDFORMATION_TAGS] }) : body;
  } catch {
    return undefined;
  }
}

function templateResults(
  subject: Subject,
  { name, template, fileOf }: Stack,
  deployed: unknown,
  fix: string,
): Result[] {
  if (!isFields(deployed)) {
    return [notChecked('stacks', `The template of the stack ${name} cannot be read from CloudFormation.`)];
  }
  const parts = differingParts(template, deployed);
  return [
    parts.length === 0
      ? ok('stacks', `The template of the stack ${name} matches the rendered one.`)
      : problem(
        'stacks', seenFrom(subject, fileOf('')),
        `The deployed template of the stack ${name} differs: ${parts.join(', ')}.`, fix,
      ),
  ];
}

/** Reads the latest drift detection. Does not start one, because that takes minutes. */
function driftResults({ options }: Subject, name: string, drift: string | undefined, fix: string): Result[] {
  const command = (verb: string) => `aws cloudformation ${verb} --region ${options.region} --stack-name ${name}`;
  switch (drift) {
    case 'DRIFTED':
      return [
        problem(
          'stacks', name, 'Resources were changed outside the stack (drift).',
          `${command('describe-stack-resource-drifts')} lists them; undo those changes, or ${fix}`,
        ),
      ];
    case 'IN_SYNC':
      return [ok('stacks', `The latest drift detection found no drift in the stack ${name}.`)];
    default:
      return [notChecked('stacks', `No drift detection has run on the stack ${name}.`, command('detect-stack-drift'))];
  }
}

/** Finds deployed stacks that the answers no longer require. The next deployment deletes them, except by Terraform. */
async function leftStacks(subject: Subject, aws: Aws, stacks: readonly Stack[]): Promise<Result[]> {
  const parts = [...usesTerraform(subject) ? ['repositories', 'pipeline'] : [], 'programs', 'pull-requests', 'upgrades'];
  const names = parts.map((part) => `${subject.options.appName}-${part}`);
  const unasked = names.filter((name) => !stacks.some((stack) => stack.name === name));
  const states = await Promise.all(unasked.map((name) => stateOf(aws, name)));
  return unasked
    .filter((_, index) => isDeployed(states[index]))
    .map((name) =>
      problem(
        'stacks', name, 'The stack is deployed, but the answers do not require it.',
        usesTerraform(subject) ? `Follow the steps of iac in ${DOCUMENT}` : deployTask(subject, name),
      ),
    );
}

function isDeployed(state: State): boolean {
  return state !== undefined && 'status' in state && state.status !== 'DELETE_COMPLETE';
}
