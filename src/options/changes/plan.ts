import { ALWAYS, type Answered, type Change, type Place, SYNC, type Step } from './change';
import { CHANGES } from './table';
import { Layout } from '../enums';
import { inWordsOfLayout } from '../layout-words';
import { type Answers, hasEffect, type OptionValue, type OptionValues } from '../option';
import { type Problem, quote } from '../problem';
import type { Repo } from '../repo';
import { OPTIONS } from '../table';

/** Has the steps of every changed answer. */
export const DOCUMENT = 'https://github.com/create-gitops-eks/create-gitops-eks/blob/main/docs/changing-answers.md';

/** An answer that differs from the one of the last synth. */
export interface ChangedAnswer {
  readonly option: string;
  readonly before: OptionValue;
  readonly after: OptionValue;
}

/** What an answer means that the lock does not have. */
const LEFT_OUT: Answers = { environments: [], layout: Layout.PAIR };

/** In a single repository, manifests reach the engine with a promotion. */
const SYNC_OF_ONE: readonly Step[] = [
  {
    where: 'app',
    act: '`npx projen pipeline:run`; then merge its pull request (`promotion: pull-request`), or run `npx projen promote` (`promotion: manual`)',
    why: 'builds the commit, and promotes its manifests',
  },
  { ...SYNC, why: 'shows the change, then applies it; with `syncPolicy: automated`, the GitOps engine applies it itself' },
];

const changeOf = (option: string): Change => (CHANGES as Readonly<Record<string, Change>>)[option];

/**
 * The changed answers, in the order of the table. An option without a previous answer counts as unchanged, as does one
 * that had no effect: the steps are those of the answer that gives it an effect.
 */
export function changedAnswers(recorded: Answers, after: OptionValues): ChangedAnswer[] {
  // The lock leaves these answers out. A new repository has none.
  const before: Answers = Object.keys(recorded).length > 0 ? { ...LEFT_OUT, ...recorded } : {};
  return OPTIONS.filter((option) => hasEffect(option, before))
    .map(({ name }) => ({ option: name, before: before[name] as OptionValue, after: after[name] }))
    .filter((one) => one.before !== undefined && JSON.stringify(one.before) !== JSON.stringify(one.after));
}

/** The changes that are impossible on a deployed pair. */
export function refusedChanges(before: Answers, after: OptionValues): Problem[] {
  const answered = { before, after } as Answered;
  return changedAnswers(before, after).flatMap(({ option, before: old, after: value }) => {
    const { refusal } = changeOf(option);
    return refusal?.applies(answered)
      ? [
        {
          option,
          value,
          rule: `must stay ${quote(old)}: ${refusal.reason} Instead: ${filled(refusal.instead, answered)}`.replace(
            /`/g, '',
          ),
        },
      ]
      : [];
  });
}

/** The steps of all changes in order, without duplicates. */
export function stepsOf(before: Answers, after: OptionValues): Step[] {
  const answered = { before, after } as Answered;
  const steps = changedAnswers(before, after).flatMap(({ option, before: old, after: value }) =>
    changeOf(option).steps.filter(({ to = [value], from = [old], when = [], applies = ALWAYS }) =>
      to.includes(value) && from.includes(old) && applies(answered)
      && when.every((condition) => condition.values.includes(after[condition.option])))).flatMap((step) =>
    after.layout === Layout.SINGLE && step.act === SYNC.act ? SYNC_OF_ONE : [step]);
  const texts = steps.map((step) => ({ ...step, act: filled(step.act, answered), why: filled(step.why, answered) }));
  return texts.filter(
    ({ act, where }, index) => texts.findIndex((other) => other.act === act && other.where === where) === index,
  );
}

/**
 * The message of a synth with changed answers; undefined without changes.
 *
 * @param here the repository of the synth
 * @param agrees whether the other repository already has the same answers
 */
export function describeChanges(
  before: Answers, after: OptionValues, here: Repo, agrees: boolean,
): string | undefined {
  const changed = changedAnswers(before, after);
  if (changed.length === 0) {
    return undefined;
  }
  const answered = { before, after } as Answered;
  const where = placesFrom(here, after);
  const sync = agrees
    ? []
    : ['here: npx projen pair:sync\n     copies the answers to the other repository and renders both'];
  const steps = stepsOf(before, after).map(
    (step) => `${where[step.where]}: ${step.act.replace(/`/g, '')}\n     ${step.why.replace(/`/g, '')}`,
  );
  const message = [
    'Answers changed since the last synth:',
    ...changed.map(({ option, before: old, after: value }) =>
      `  ${option}: ${quote(old)} → ${quote(value)}. ${filled(changeOf(option).effect, answered).replace(/`/g, '')}`),
    `On a deployed pair, in this order (${DOCUMENT}):`,
    ...[...sync, `${where.both}: commit the changed files, git pull --rebase, git push`, ...steps]
      .map((text, index) => `  ${index + 1}. ${text}`),
  ].join('\n');
  return inWordsOfLayout(here === 'single' ? Layout.SINGLE : Layout.PAIR, message);
}

/** The places of steps, as seen from one repository. */
function placesFrom(here: Repo, { appName, configRepoName }: OptionValues): Readonly<Record<Place, string>> {
  return here === 'single'
    ? { app: 'here', config: 'here', both: 'here', pair: 'anywhere' }
    : {
      app: `in ../${appName}`,
      config: `in ../${configRepoName}`,
      both: 'in both repositories',
      pair: 'anywhere',
      [here]: 'here',
    };
}

/** Replaces the placeholders `{option}` and `{old.option}` with answers. */
function filled(text: string, { before, after }: Answered): string {
  return text.replace(/\{(old\.)?([A-Za-z]+)\}/g, (_, old: string | undefined, name: string) =>
    String((old ? before : after)[name] ?? ''),
  );
}
