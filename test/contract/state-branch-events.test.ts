import type { Answers } from '../../src/options/option';
import { type AwsEvent, branchEvent, pullRequestEvent, rulesFor, rulesIn } from '../aws-stand-in';
import { infrastructureOf } from '../support/security/infrastructure';

const ORIGIN = { region: 'eu-west-1', account: '123456789012' };
const [ONE, OTHER] = ['1'.repeat(40), '2'.repeat(40)];

const branch = (name: string, old?: string) => branchEvent('shop', name, ONE, old, ORIGIN) as unknown as AwsEvent;
const pullRequest = (event: Parameters<typeof pullRequestEvent>[0], source: string, destination: string) =>
  pullRequestEvent(
    event, { repository: 'shop', id: '1', source, destination, sourceCommit: ONE, destinationCommit: OTHER }, ORIGIN,
  ) as unknown as AwsEvent;

const OWN = `promote/production/${ONE}`;
/** Everything that promotions, rollbacks and merged promotions cause. */
const OF_PROMOTIONS: Readonly<Record<string, AwsEvent>> = {
  'a new state branch': branch('deploy/production'),
  'a promotion or a rollback': branch('deploy/production', OTHER),
  'a new branch of a promotion': branch(OWN),
  'a commit to a branch of a promotion': branch(OWN, OTHER),
  'an opened pull request': pullRequest('pullRequestCreated', OWN, 'deploy/production'),
  'an updated pull request': pullRequest('pullRequestSourceBranchUpdated', OWN, 'deploy/production'),
  'a merged pull request': pullRequest('pullRequestMergeStatusUpdated', OWN, 'deploy/production'),
};

const ANSWERS: readonly Answers[] = ['pr-merge', 'commit'].flatMap((trigger) =>
  [{}, { environments: ['dev', 'production'] }].map((more) =>
    ({ appName: 'shop', layout: 'single', prBuilds: true, notify: 'on-call@example.com', trigger, ...more })));

const started = (event: AwsEvent, rules: ReturnType<typeof rulesIn>) => rulesFor(event, rules).map(({ name }) => name);

describe.each(ANSWERS)('with trigger $trigger and environments $environments', (answers) => {
  const { template } = infrastructureOf(answers);
  const rules = rulesIn(template);

  test.each(Object.entries(OF_PROMOTIONS))('%s starts nothing', (_, event) => {
    expect(started(event, rules)).toEqual([]);
  });

  test('a change of the sources starts the pipeline or a build', () => {
    expect(started(branch('main', OTHER), rules)).toEqual(answers.trigger === 'commit' ? ['Trigger'] : []);
    expect(started(pullRequest('pullRequestMergeStatusUpdated', 'feature', 'main'), rules))
      .toEqual(answers.trigger === 'commit' ? [] : ['Trigger']);
    expect(started(pullRequest('pullRequestCreated', 'feature', 'main'), rules)).toEqual(['PullRequestTrigger']);
  });

  test.each(['Trigger', 'PullRequestTrigger'])('a promotion would start %s without its branch', (name) => {
    const widened = rules.map((rule) => rule.name === name
      ? { ...rule, pattern: { ...rule.pattern, detail: { event: (rule.pattern!.detail as { event: unknown }).event } } }
      : rule);
    expect(Object.values(OF_PROMOTIONS).flatMap((event) => started(event, widened))).toContain(name);
  });
});
