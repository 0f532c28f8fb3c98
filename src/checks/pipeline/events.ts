import type { Facts } from '../facts';
import { fieldsAt, listAt, textAt, textsAt } from '../fields';
import { type Finding, listOf } from '../finding';
import { isNamed, namedBy, namesOf } from '../iac/arn';
import { type Resource, ofType } from '../iac/infrastructure';

/** The field of an event's detail that contains a resource name, by event source. */
const NAMED: Readonly<Record<string, readonly [field: string, type: string]>> = {
  'aws.codebuild': ['project-name', 'AWS::CodeBuild::Project'],
  'aws.codepipeline': ['pipeline', 'AWS::CodePipeline::Pipeline'],
};

/** Finds rules for resources that do not exist, and pipelines that no rule starts. */
export function eventProblems({ infrastructure }: Facts): Finding[] {
  const { resources } = infrastructure;
  const rules = ofType(infrastructure, 'AWS::Events::Rule');
  return [
    ...rules.flatMap((rule) => [...otherResources(rule, resources), ...otherNames(rule, resources), ...disabled(rule)]),
    ...ofType(infrastructure, 'AWS::CodePipeline::Pipeline').flatMap((pipeline) => unstarted(pipeline, rules)),
  ];
}

function otherResources({ id, file, properties }: Resource, resources: readonly Resource[]): Finding[] {
  const named = textsAt(properties, 'EventPattern', 'resources').flatMap((arn) => namedBy(arn) ?? []);
  return named
    .filter((one) => !isNamed(one, resources))
    .map(({ name, type }) => ({
      file,
      problem: `${id} waits for events of ${JSON.stringify(name)}, but the stacks have ${type} ${listOf(namesOf(type, resources))}.`,
      fix: 'Correct resources in EventPattern.',
    }));
}

function otherNames({ id, file, properties }: Resource, resources: readonly Resource[]): Finding[] {
  return textsAt(properties, 'EventPattern', 'source').flatMap((source) => {
    const [field, type] = NAMED[source] ?? [];
    const names = namesOf(type ?? '', resources);
    const values = field ? textsAt(properties, 'EventPattern', 'detail', field) : [];
    return values.filter((value) => !names.includes(value) && !value.includes('${')).map((value) => ({
      file,
      problem: `${id} waits for ${field} ${JSON.stringify(value)}, but the stacks have ${listOf(names)}.`,
      fix: `Correct ${field} in EventPattern.`,
    }));
  });
}

function disabled({ id, file, properties }: Resource): Finding[] {
  return properties.State !== 'DISABLED'
    ? []
    : [{ file, problem: `${id} is DISABLED: no event starts its target.`, fix: 'Set State to ENABLED.' }];
}

function unstarted({ id, file, name, properties }: Resource, rules: readonly Resource[]): Finding[] {
  const targets = rules
    .flatMap((rule) => listAt(rule.properties, 'Targets'))
    .map((target) => textAt(target, 'Arn') ?? '');
  const starts = targets.some(
    (arn) => namedBy(arn)?.type === 'AWS::CodePipeline::Pipeline' && namedBy(arn)?.name === name,
  );
  const actions = listAt(properties, 'Stages').flatMap((stage) => listAt(stage, 'Actions'));
  const polls = actions.some((action) => fieldsAt(action, 'Configuration').PollForSourceChanges !== 'false'
    && textAt(action, 'ActionTypeId', 'Category') === 'Source');
  return starts || polls ? [] : [{
    file,
    problem: `${id} does not poll (PollForSourceChanges), and no rule has ${JSON.stringify(name)} as its target, so it never starts.`,
    fix: 'Add a rule whose target is the ARN of the pipeline.',
  }];
}
