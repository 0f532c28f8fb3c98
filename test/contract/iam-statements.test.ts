import { resolveOptions } from '../../src/options/resolve';
import { type PlacedStatement, policiesIn, statementsOf } from '../aws-stand-in';
import { statementProblems } from '../support/iam/rules';
import { World } from '../support/iam/steps/step';
import { everyInfrastructure } from '../support/security/infrastructure';

const CONFIG = 'arn:aws:codecommit:eu-west-1:123456789012:shop-k8s-config';

const systems = everyInfrastructure().map(({ answers, template }) => ({
  name: JSON.stringify(answers),
  policies: policiesIn(template),
  config: new World(resolveOptions(answers), template).configRepository,
  isSingle: answers.layout === 'single',
}));

test.each(systems)(
  'each statement names principal, action and resource, as narrow as AWS allows: $name',
  ({ policies, config, isSingle }) => {
    expect(policies.length).toBeGreaterThan(10);
    expect(statementProblems(policies, config, isSingle)).toEqual([]);
  },
);

test('covers every role, user, key, bucket and topic with a policy', () => {
  const owners = new Set(systems.flatMap(({ policies }) => policies.map(({ owner, kind }) => `${kind} of ${owner}`)));
  expect([...owners].sort()).toEqual([
    'identity of ArgoCdReader', 'identity of ArgoCdReaders', 'identity of BuildRole', 'identity of CapabilityRole',
    'identity of PipelineRole',
    'identity of PromoteRole', 'identity of PullRequestBuildRole', 'identity of PullRequestReportRole',
    'identity of PullRequestReportTriggerRole', 'identity of PullRequestTriggerRole', 'identity of ReaderRole',
    'identity of ScanGateRole',
    'identity of TriggerRole', 'identity of UpgradeProposalRole', 'identity of UpgradeProposalTriggerRole',
    'identity of UpgradeRole', 'identity of UpgradeTriggerRole', 'resource of Artifacts', 'resource of Failures',
    'resource of Key', 'trust of BuildRole', 'trust of CapabilityRole',
    'trust of PipelineRole', 'trust of PromoteRole', 'trust of PullRequestBuildRole', 'trust of PullRequestReportRole',
    'trust of PullRequestReportTriggerRole', 'trust of PullRequestTriggerRole', 'trust of ReaderRole',
    'trust of ScanGateRole',
    'trust of TriggerRole', 'trust of UpgradeProposalRole', 'trust of UpgradeProposalTriggerRole',
    'trust of UpgradeRole', 'trust of UpgradeTriggerRole',
  ]);
});

describe('a statement is refused', () => {
  const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/k' };
  const commit = { ...good, Action: 'codecommit:CreateCommit', Resource: CONFIG };
  const on = (reference: string, operator = 'StringEquals') => ({
    ...commit, Condition: { [operator]: { 'codecommit:References': reference } },
  });

  test.each([
    ['for every resource', { ...good, Resource: '*' }, 'Role', 's3:GetObject must say on which resource'],
    ['for every resource of a service', { ...good, Resource: 'arn:aws:s3:::*' }, 'Role', 'stands for everything'],
    ['for every action', { ...good, Action: 's3:*' }, 'Role', 's3:* must name each action'],
    ['for some actions', { ...good, Action: 's3:Get*' }, 'Role', 's3:Get* must name each action'],
    ['without a resource', { ...good, Resource: undefined }, 'Role', 'no resource'],
    [
      "for the build's access to the config repo",
      { ...commit, Action: 'codecommit:GitPull' },
      'BuildRole',
      'BuildRole has a right on the config repo',
    ],
    [
      "for another role's writes to the config repo", on('refs/heads/main'), 'ArgoCdReader',
      'ArgoCdReader has a right on the config repo',
    ],
    [
      "for an upgrade's writes to the config repo", on('refs/heads/upgrade/*', 'StringLike'), 'UpgradeRole',
      'UpgradeRole has a right on the config repo',
    ],
    [
      'to propose an upgrade on any branch', { ...commit, Action: 'codecommit:CreateBranch' }, 'UpgradeProposalRole',
      'must be limited to one branch',
    ],
    ['to commit to any branch', commit, 'PromoteRole', 'must be limited to one branch'],
    ['to commit to all branches', on('refs/heads/*', 'StringLike'), 'PromoteRole', 'must be limited to one branch'],
    [
      'to commit where the branch may be missing', on('refs/heads/main', 'StringEqualsIfExists'), 'PromoteRole',
      'must be limited to one branch',
    ],
  ])('%s', (_, statement, owner, problem) => {
    expect(statementProblems(placed('identity', owner, statement), CONFIG)).toEqual([expect.stringContaining(problem)]);
  });

  test('to commit to sources, if the repository has both', () => {
    const problems = (statement: object) => statementProblems(placed('identity', 'PromoteRole', statement), CONFIG, true);
    expect(problems(on('refs/heads/main'))).toEqual([expect.stringContaining('must not name a branch with sources')]);
    expect(problems({ ...commit, Condition: { StringLike: { 'codecommit:References': ['refs/heads/deploy/dev', 'refs/heads/main'] } } }))
      .toEqual([expect.stringContaining('must not name a branch with sources')]);
    expect(problems(on('refs/heads/deploy/*', 'StringLike'))).toEqual([]);
  });

  const trust = {
    Effect: 'Allow',
    Principal: { Service: 'codebuild.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
  };

  test.each([
    ['in any account', { ...trust, Condition: undefined }, 'this account only'],
    ['to every principal', { ...trust, Principal: '*' }, 'one service'],
    [
      'to two services',
      { ...trust, Principal: { Service: ['codebuild.amazonaws.com', 'lambda.amazonaws.com'] } },
      'one service',
    ],
    ['to an account', { ...trust, Principal: { AWS: '123456789012' } }, 'one service'],
    [
      'of a capability for other actions',
      { ...trust, Principal: { Service: 'capabilities.eks.amazonaws.com' }, Action: 'sts:*', Condition: undefined },
      'nothing else',
    ],
    ['for actions other than assuming it', { ...trust, Action: ['sts:AssumeRole', 'sts:TagSession'] }, 'nothing else'],
  ])('that gives a role %s', (_, statement, problem) => {
    expect(statementProblems(placed('trust', 'Role', statement), CONFIG)).toEqual([expect.stringContaining(problem)]);
  });

  test('unless it is as narrow as possible', () => {
    expect(
      statementProblems(
        [...placed('identity', 'PromoteRole', on('refs/heads/main')), ...placed('trust', 'Role', trust)],
        CONFIG,
      ),
    ).toEqual([]);
  });

  test('for NotAction, NotResource or NotPrincipal', () => {
    expect(() => placed('identity', 'Role', { Effect: 'Allow', NotResource: 'a', Action: 's3:GetObject' })).toThrow(
      'NotResource',
    );
  });
});

function placed(kind: PlacedStatement['kind'], owner: string, Statement: unknown): PlacedStatement[] {
  return statementsOf({ Statement }).map((statement) => ({
    place: `${owner}[1]`, owner, ownerArn: 'arn:aws:iam::123456789012:role/Role', kind, statement,
  }));
}
