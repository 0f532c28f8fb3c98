import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { EVENTS, rulesFor, rulesIn } from '../aws-stand-in';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { infrastructureOf } from '../support/security/infrastructure';

/** The events of each option, and the rule that each of them triggers. All other events trigger nothing. */
const EXPECTED: ReadonlyArray<readonly [option: Answers, rule: string, events: readonly string[]]> = [
  [{ trigger: 'pr-merge' }, 'Trigger', ['pull-request-merged']],
  [{ trigger: 'commit' }, 'Trigger', ['branch-created', 'branch-updated']],
  [{ prBuilds: true }, 'PullRequestTrigger', ['pull-request-created', 'pull-request-updated']],
  [
    { prBuilds: true },
    'PullRequestReportTrigger',
    ['pull-request-build-failed', 'pull-request-build-stopped', 'pull-request-build-succeeded'],
  ],
  [{ notify: 'on-call@example.com' }, 'FailureRule', ['pipeline-failed']],
  [{ upgrades: 'weekly' }, 'UpgradeProposalTrigger', ['upgrade-succeeded']],
  [
    { upgrades: 'weekly', notify: 'on-call@example.com' },
    'UpgradeFailureRule',
    ['upgrade-failed', 'upgrade-proposal-stopped'],
  ],
];

const ANSWERS: readonly Answers[] = ['pr-merge', 'commit'].flatMap((trigger) => [true, false].flatMap((prBuilds) =>
  ['', 'on-call@example.com'].flatMap((notify) =>
    ['none', 'weekly'].map((upgrades) => ({ appName: 'shop', trigger, prBuilds, notify, upgrades })))));

function started(answers: Answers): Record<string, string[]> {
  const rules = rulesIn(infrastructureOf(answers).template);
  return Object.fromEntries(
    Object.entries(EVENTS).map(([name, event]) => [name, rulesFor(event, rules).map((rule) => rule.name)]),
  );
}

function expected(answers: Answers): Record<string, string[]> {
  const resolved: Answers = { ...resolveOptions(answers) };
  const applying = EXPECTED.filter(([option]) =>
    Object.entries(option).every(([name, value]) => resolved[name] === value),
  );
  return Object.fromEntries(
    Object.keys(EVENTS).map((event) => [
      event, applying.filter(([, , events]) => events.includes(event)).map(([, rule]) => rule),
    ]),
  );
}

test.each(ANSWERS)(
  'each event triggers its rule and no other: $trigger, prBuilds $prBuilds, notify $notify, upgrades $upgrades',
  (answers) => {
    expect(started(answers)).toEqual(expected(answers));
  },
);

test('the samples contain every expected event', () => {
  expect(EXPECTED.flatMap(([, , events]) => events).filter((name) => !EVENTS[name])).toEqual([]);
});

test.each(['pr-merge', 'commit'])('a merge starts the pipeline once: trigger %s', (trigger) => {
  // A merge sends both.
  const { 'pull-request-merged': merged, 'branch-updated': updated } = started({
    appName: 'shop', trigger, prBuilds: false,
  });
  expect([...merged, ...updated]).toEqual(['Trigger']);
});

test('options of the pipeline trigger no further rule', () => {
  for (const { trigger, prBuilds, notify, upgrades, ...more } of OPTION_SETS_OF_THE_PIPELINE) {
    const address = notify ? 'on-call@example.com' : '';
    const answers = { trigger, prBuilds, notify: address, upgrades, ...more } as Answers;
    expect({ answers, started: started(answers) }).toEqual({ answers, started: expected(answers) });
  }
});

test('rules match unusual names literally', () => {
  const rules = rulesIn(
    infrastructureOf({ appName: 'shop', defaultBranch: 'release/1.0', trigger: 'commit' }).template,
  );
  const push = (branch: string) =>
    rulesFor(
      { ...EVENTS['branch-updated'], detail: { ...EVENTS['branch-updated'].detail, referenceName: branch } },
      rules,
    );
  expect(push('release/1.0').map(({ name }) => name)).toEqual(['Trigger']);
  expect(push('main')).toEqual([]);
});
