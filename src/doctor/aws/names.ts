import { Aws } from './aws';
import { missingParts, usesTerraform } from './terraform';
import { fieldsAt, textAt } from '../../checks/fields';
import { stacksOf } from '../../checks/iac/infrastructure';
import { clustersOf } from '../../environments/clusters';
import { type Result, notChecked, ok, problem } from '../result';
import { type Subject, inRepo, isSingle } from '../subject';
import { failed } from '../world';

/** A resource with a fixed name, which its stack could not create if it exists. */
interface Named {
  readonly stack: string;
  readonly title: string;
  /** A call that succeeds if the name is taken. */
  readonly call: readonly string[];
  readonly remove: readonly string[];
}

/** Whether the names of what will be created are free. */
export async function nameResults(subject: Subject, aws: Aws): Promise<Result[]> {
  if (usesTerraform(subject)) {
    return namesOfTerraform(subject, aws);
  }
  const { stacks } = stacksOf(subject.pair);
  const named = namedBy(subject).filter(({ stack }) => stacks.some(({ name }) => name === stack));
  if (named.length === 0) {
    return [notChecked('names', 'No stack of this pair was read, so its names were not compared with the account.')];
  }
  const missing = new Set(
    (await Promise.all([...new Set(named.map(({ stack }) => stack))].map(async (stack) => {
      const answer = await aws.call('cloudformation', 'describe-stacks', '--stack-name', stack);
      return failed(answer) && /does not exist/.test(answer.problem) ? [stack] : [];
    }))).flat(),
  );
  const results = (await Promise.all([
    ...named.filter(({ stack }) => missing.has(stack)).map((each) => namedResult(subject, aws, each)),
    clusterResults(subject, aws),
  ])).flat();
  return results.length > 0 ? results : [ok('names', 'The names of the pair are free, or belong to its own stacks.')];
}

/** Terraform has no stacks: its state knows what belongs to the pair. */
async function namesOfTerraform(subject: Subject, aws: Aws): Promise<Result[]> {
  const missing = (await missingParts(subject)).map((part) => `${subject.options.appName}-${part}`);
  const results = (await Promise.all([
    ...namedBy(subject).filter(({ stack }) => missing.includes(stack)).map((each) => namedResult(subject, aws, each)),
    clusterResults(subject, aws),
  ])).flat();
  return results.length > 0 ? results : [ok('names', 'The names of the pair are free, or belong to its own resources.')];
}

function namedBy({ options: { appName, configRepoName, region } }: Subject): Named[] {
  const at = ['--region', region];
  const repository = (name: string): Named => ({
    stack: `${appName}-repositories`,
    title: `CodeCommit repository ${name}`,
    call: ['codecommit', 'get-repository', '--repository-name', name],
    remove: ['codecommit', 'delete-repository', ...at, '--repository-name', name],
  });
  return [
    ...[...new Set([appName, configRepoName])].map(repository),
    {
      stack: `${appName}-pipeline`,
      title: `ECR repository ${appName}`,
      call: ['ecr', 'describe-repositories', '--repository-names', appName],
      remove: ['ecr', 'delete-repository', ...at, '--repository-name', appName, '--force'],
    },
  ];
}

async function namedResult(subject: Subject, aws: Aws, { stack, title, call, remove }: Named): Promise<Result[]> {
  const answer = await aws.call(...call);
  if (failed(answer)) {
    return /NotFound|DoesNotExist/.test(answer.problem)
      ? []
      : [notChecked('names', `It is unknown whether the ${title} exists: ${answer.problem}`)];
  }
  if (usesTerraform(subject)) {
    return [
      problem(
        'names', title, 'It exists but is not in the state, so Terraform cannot create it.',
        `${inRepo(subject, 'app', 'npx projen infra:import')} takes it into the state; aws ${remove.join(' ')} deletes it`,
      ),
    ];
  }
  return [
    problem(
      'names', title, `It exists, so the stack ${stack} cannot create it. A deleted stack may have retained it.`,
      `aws ${remove.join(' ')}, if nothing in it is needed; ` +
        `or another ${title.startsWith('ECR') || isSingle(subject) ? 'appName' : 'name (appName, configRepoName)'} in .projenrc.json; ` +
        `see "Retained resources" in ${subject.options.appName}/README.md`,
    ),
  ];
}

/** A cluster of the same name may belong to another pair. */
async function clusterResults(subject: Subject, pair: Aws): Promise<Result[]> {
  const clusters = subject.options.cluster === 'create' ? clustersOf(subject.options) : [];
  return (await Promise.all(clusters.map(({ clusterName, clusterRegion }) => {
    const aws = clusterRegion === pair.region ? pair : new Aws(subject, clusterRegion);
    return clusterResult(subject, aws, clusterName);
  }))).flat();
}

async function clusterResult({ options }: Subject, aws: Aws, clusterName: string): Promise<Result[]> {
  const answer = await aws.json('eks', 'describe-cluster', '--name', clusterName);
  const owner = 'value' in answer ? textAt(fieldsAt(answer.value, 'cluster', 'tags'), 'gitops-eks/pair') : undefined;
  return owner === undefined || owner === options.appName
    ? []
    : [
      problem(
        'names', `EKS cluster ${clusterName}`, `It belongs to the pair ${owner}.`,
        'Answer another clusterName, or cluster: existing to deploy to it.',
      ),
    ];
}
