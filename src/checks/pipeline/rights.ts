import type { Facts } from '../facts';
import { type Fields, fieldsAt, listAt, matches, textsAt, valuesAt } from '../fields';
import { type Finding, listOf } from '../finding';
import { type Program, branchOf, promotersIn } from './promotion';
import { isNamed, namedBy, namesOf } from '../iac/arn';
import { type Resource, ofType } from '../iac/infrastructure';

/** Finds IAM statements for resources that do not exist. */
export function rightsProblems(facts: Facts): Finding[] {
  const { resources } = facts.infrastructure;
  return [
    ...resources.flatMap((resource) =>
      statementsOf(resource).flatMap((statement) => aboutNothing(resource, statement, resources)),
    ),
    ...promotersIn(facts).flatMap((program) => branches(program, resources)),
    ...unwritableLogs(facts),
  ];
}

function statementsOf({ properties }: Resource): Fields[] {
  return [properties, ...listAt(properties, 'Policies')].flatMap((holder) =>
    listAt(holder, 'PolicyDocument', 'Statement'),
  );
}

function aboutNothing({ id, file }: Resource, statement: Fields, resources: readonly Resource[]): Finding[] {
  return textsAt(statement, 'Resource').flatMap((arn) => {
    const named = namedBy(arn);
    return !named || statement.Effect !== 'Allow' || isNamed(named, resources) ? [] : [{
      file,
      problem: `${id} allows ${listOf(textsAt(statement, 'Action'))} on ${JSON.stringify(named.name)}, `
        + `but the stacks have ${named.type} ${listOf(namesOf(named.type, resources))}.`,
      fix: 'Correct the name in Resource, or delete the statement.',
    }];
  });
}

/** Compares the branches that the promotion's role may commit to with those that its program commits to. */
function branches({ resource, variables }: Program, resources: readonly Resource[]): Finding[] {
  const role = resources.find(({ id }) => resource.properties.ServiceRole === `\${${id}.Arn}`);
  const policies = resources.filter(({ id }) => textsAt(role?.properties, 'ManagedPolicyArns').includes(`\${${id}}`));
  const committing = policies.map((policy) => ({
    policy,
    allowed: statementsOf(policy)
      .filter((statement) => textsAt(statement, 'Action').includes('codecommit:CreateCommit'))
      .flatMap((statement) => Object.values(fieldsAt(statement, 'Condition')))
      .flatMap((test) => valuesAt(test, 'codecommit:References')),
  }));
  const environment = String(variables.FILE).split('/').at(-2);
  const branch =
    variables.MODE === 'pull-request'
      ? `refs/heads/promote/${environment}/COMMIT`
      : `refs/heads/${branchOf(variables)}`;
  return committing
    .filter(({ allowed }) => allowed.length > 0 && !allowed.some((pattern) => matches(String(pattern), branch)))
    .map(({ policy, allowed }) => ({
      file: policy.file,
      problem: `${policy.id} allows commits to ${listOf(allowed)} only, but ${resource.id} commits to "${branch}".`,
      fix: 'Correct the condition on codecommit:References.',
    }));
}

/** Finds log groups that the key policy does not let CloudWatch encrypt. */
function unwritableLogs({ infrastructure }: Facts): Finding[] {
  const patterns = ofType(infrastructure, 'AWS::KMS::Key').flatMap((key) =>
    listAt(key.properties, 'KeyPolicy', 'Statement')
      .flatMap((statement) => Object.values(fieldsAt(statement, 'Condition')))
      .flatMap((test) => textsAt(test, 'kms:EncryptionContext:aws:logs:arn'))
      .flatMap((arn) => namedBy(arn)?.name ?? [])
      .map((pattern) => ({ key, pattern })),
  );
  return ofType(infrastructure, 'AWS::Logs::LogGroup').flatMap(({ id, name, properties }) =>
    isWritable(patterns.map(({ pattern }) => pattern), name, properties.KmsKeyId) ? [] : [{
      file: patterns[0].key.file,
      problem: `${patterns[0].key.id} allows CloudWatch to encrypt ${listOf(patterns.map(({ pattern }) => pattern))}, but ${id} is ${name}: its logs cannot be written.`,
      fix: 'Change the pattern in KeyPolicy to match the name of the log group.',
    }]);
}

function isWritable(patterns: readonly string[], name: string | undefined, key: unknown): boolean {
  return (
    name === undefined ||
    key === undefined ||
    patterns.length === 0 ||
    patterns.some((pattern) => matches(pattern, name))
  );
}
