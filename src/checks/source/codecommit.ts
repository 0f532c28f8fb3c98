import type { Facts } from '../facts';
import { at, fieldsAt, textsAt } from '../fields';
import { type Finding, listOf } from '../finding';
import { type Resource, ofType } from '../iac/infrastructure';

/** CodeCommit's events, by detail-type, and the field of each with a branch name: with or without `refs/heads/`. */
const EVENTS: Readonly<
  Record<string, { readonly events: readonly string[]; readonly branch: string; readonly prefix: string }>
> = {
  'CodeCommit Repository State Change': {
    events: ['referenceCreated', 'referenceUpdated', 'referenceDeleted'],
    branch: 'referenceName',
    prefix: '',
  },
  'CodeCommit Pull Request State Change': {
    events: [
      'pullRequestCreated',
      'pullRequestSourceBranchUpdated',
      'pullRequestStatusChanged',
      'pullRequestMergeStatusUpdated',
      'pullRequestApprovalRuleCreated',
      'pullRequestApprovalRuleUpdated',
      'pullRequestApprovalRuleDeleted',
      'pullRequestApprovalRuleOverridden',
      'pullRequestApprovalStateChanged',
    ],
    branch: 'destinationReference',
    prefix: 'refs/heads/',
  },
};

/** The values of CodeCommit's string fields. */
const WORDS: Readonly<Record<string, readonly unknown[]>> = {
  isMerged: ['True', 'False'],
  pullRequestStatus: ['Open', 'Closed'],
  referenceType: ['branch', 'tag'],
};

/** Finds rules for events that CodeCommit does not send, and for branches that the pipeline does not build. */
export function codecommitProblems({ infrastructure }: Facts): Finding[] {
  const sources = ofType(infrastructure, 'AWS::CodePipeline::Pipeline').flatMap(sourcesOf);
  const branches = sources.map(({ branch }) => branch);
  const rules = ofType(infrastructure, 'AWS::Events::Rule').filter(({ properties }) =>
    textsAt(properties, 'EventPattern', 'source').includes('aws.codecommit'),
  );
  return rules.flatMap((rule) =>
    textsAt(rule.properties, 'EventPattern', 'detail-type').flatMap((type) => unsent(rule, type, branches)),
  );
}

/** Returns the repositories and branches that a pipeline reads. */
export function sourcesOf({ properties }: Resource): Array<{ readonly repository: string; readonly branch: string }> {
  const actions = ((at(properties, 'Stages') as unknown[] | undefined) ?? []).flatMap(
    (stage) => (at(stage, 'Actions') as unknown[] | undefined) ?? [],
  );
  return actions
    .filter((action) => at(action, 'ActionTypeId', 'Provider') === 'CodeCommit')
    .map((action) => ({
      repository: String(at(action, 'Configuration', 'RepositoryName')),
      branch: String(at(action, 'Configuration', 'BranchName')),
    }));
}

function unsent({ id, file, properties }: Resource, type: string, branches: readonly string[]): Finding[] {
  const known = EVENTS[type];
  if (!known) {
    return [
      {
        file,
        problem: `${id} waits for ${JSON.stringify(type)}, which CodeCommit does not send.`,
        fix: `Use one of ${listOf(Object.keys(EVENTS))}.`,
      },
    ];
  }
  const detail = fieldsAt(properties, 'EventPattern', 'detail');
  const wrong = (field: string, allowed: readonly unknown[]) => {
    const values = [detail[field] ?? []].flat().filter((value) => typeof value !== 'object');
    return values.length === 0 || values.some((value) => allowed.includes(value))
      ? []
      : [
        {
          file,
          problem: `${id} waits for ${field} ${listOf(values)}, but events have ${listOf(allowed)}, so it never starts.`,
          fix: `Correct ${field} in EventPattern.`,
        },
      ];
  };
  const other = Object.values(EVENTS).find(({ branch }) => branch !== known.branch && branch in detail)?.branch;
  return [
    ...wrong('event', known.events),
    ...Object.entries(WORDS).flatMap(([field, words]) => wrong(field, words)),
    ...(branches.length > 0
      ? wrong(
        known.branch,
        branches.map((branch) => known.prefix + branch),
      )
      : []),
    ...(other
      ? [
        {
          file,
          problem: `${id} waits for ${other}, which ${JSON.stringify(type)} does not have.`,
          fix: `Use ${known.branch}.`,
        },
      ]
      : []),
  ];
}
