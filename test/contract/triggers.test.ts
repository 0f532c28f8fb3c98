import type { CloudFormationTemplate, Fields } from '../support/cloudformation-template';
import { cycleIn, triggersIn } from '../support/events/graph';
import { everyInfrastructure, infrastructureOf } from '../support/security/infrastructure';

test.each(everyInfrastructure())('nothing triggers itself, directly or indirectly: $answers', ({ template }) => {
  expect(cycleIn(triggersIn(template))).toBeUndefined();
});

test('lists which component triggers which', () => {
  const { template } = infrastructureOf({ appName: 'shop', trigger: 'commit', notify: 'on-call@example.com', upgrades: 'weekly' });
  expect(Object.fromEntries([...triggersIn(template)].filter(([, followers]) => followers.length > 0))).toEqual({
    FailureRule: ['Failures'],
    Pipeline: ['Build', 'FailureRule', 'Promote', 'ScanGate'],
    PullRequestBuild: ['PullRequestReportTrigger'],
    PullRequestReportTrigger: ['PullRequestReport'],
    PullRequestTrigger: ['PullRequestBuild'],
    Trigger: ['Pipeline'],
    Upgrade: ['UpgradeFailureRule', 'UpgradeProposalTrigger'],
    UpgradeFailureRule: ['Failures'],
    UpgradeProposal: ['PullRequestTrigger', 'UpgradeFailureRule'],
    UpgradeProposalTrigger: ['UpgradeProposal'],
    UpgradeTrigger: ['Upgrade'],
  });
});

describe('finds that', () => {
  const commit = infrastructureOf({ appName: 'shop', trigger: 'commit', promotion: 'commit' }).template;
  const pullRequest = infrastructureOf({ appName: 'shop', promotion: 'pull-request' }).template;

  test.each([
    [
      'the promotion starts the pipeline',
      commit,
      'Trigger',
      ({ resources, ...pattern }: Fields) => pattern,
      ['Pipeline', 'Promote', 'Trigger'],
    ],
    [
      'a report triggers a report',
      commit,
      'PullRequestReportTrigger',
      ({ detail, ...pattern }: Fields) => pattern,
      ['PullRequestReport', 'PullRequestReportTrigger'],
    ],
    [
      'a comment starts a build',
      commit,
      'PullRequestTrigger',
      () => ({ source: ['aws.codecommit'] }),
      ['PullRequestBuild', 'PullRequestReport', 'PullRequestReportTrigger', 'PullRequestTrigger'],
    ],
    [
      'a proposed promotion starts the pipeline',
      pullRequest,
      'Trigger',
      () => ({ detail: { event: ['pullRequestCreated'] } }),
      ['Pipeline', 'Promote', 'Trigger'],
    ],
  ])('%s when a rule matches too much', (_, template, rule, widen, cycle) => {
    const found = cycleIn(triggersIn(widened(template, rule, widen))) ?? [];
    expect([...new Set(found)].sort()).toEqual(cycle);
    expect(found.at(-1)).toBe(found[0]);
  });

  test('the pipeline starts itself when a rule matches its failure', () => {
    const template = widened(commit, 'Trigger', () => ({ source: ['aws.codepipeline'] }));
    expect(cycleIn(triggersIn(template))).toEqual(['Pipeline', 'Trigger', 'Pipeline']);
  });
});

function widened(
  template: CloudFormationTemplate, name: string, widen: (pattern: Fields) => Fields,
): CloudFormationTemplate {
  const rule = template.Resources[name];
  const EventPattern = widen(rule.Properties?.EventPattern as Fields);
  return {
    ...template,
    Resources: { ...template.Resources, [name]: { ...rule, Properties: { ...rule.Properties, EventPattern } } },
  };
}
