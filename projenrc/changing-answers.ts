import { Component, type Project, TextFile } from 'projen';
import type { Change, Place, Refusal, Step } from '../src/options/changes/change';
import { CHANGES } from '../src/options/changes/table';
import type { Option } from '../src/options/option';
import { TOPICS } from '../src/options/table';

const PLACES: Readonly<Record<Place, string>> = {
  app: 'app repo', config: 'config repo', both: 'both repositories', pair: 'anywhere',
};

/** docs/changing-answers.md: what a synth prints of changed answers, for every option. */
export class ChangingAnswers extends Component {
  public constructor(project: Project) {
    super(project);
    new TextFile(project, 'docs/changing-answers.md', { lines: documentLines() });
  }
}

function documentLines(): string[] {
  return [
    '# Changing answers',
    '',
    'Both repositories of a pair have the same answers in `.projenrc.json`. To change one:',
    '',
    '1. Edit `.projenrc.json` in one repository.',
    "2. Run `npx projen pair:sync` there. It writes the answer into the other repository's `.projenrc.json`, changes nothing else in that file,",
    '   and renders both. `--dry-run` shows what it would write.',
    '3. Look at the difference, commit it in both repositories, and push: `git pull --rebase`, `git push`.',
    '4. Follow the steps below for that option. The synth prints them, with your names filled in.',
    '',
    'A change that cannot be made in place is refused, with the reason, before anything is written. A synth compares with the answers of the',
    'last one, which `.gitops-eks/lock.json` records. If nothing of a pair is deployed yet and no file of it is yours to keep, you can also',
    'delete both folders and create the pair again with other answers.',
    '',
    'In the steps, `<appName>` stands for the answer, and `<old appName>` for the answer before the change.',
    ...TOPICS.flatMap(({ title, options }) => ['', `## ${title}`, ...options.flatMap(optionLines)]),
  ];
}

function optionLines(option: Option): string[] {
  const { effect, steps, refusal } = (CHANGES as Readonly<Record<string, Change>>)[option.name];
  return [
    '',
    `### ${option.name}`,
    '',
    filled(effect),
    ...(refusal ? refusalLines(refusal) : []),
    ...(steps.length > 0
      ? ['', '| | where | step | what it does |', '| --- | --- | --- | --- |', ...steps.map(stepLine)]
      : []),
  ];
}

function refusalLines({ rule, reason, instead }: Refusal): string[] {
  return ['', `**Refused** ${rule}: ${filled(reason)} Instead: ${filled(instead)}`];
}

function stepLine(step: Step, index: number): string {
  return `| ${index + 1} | ${PLACES[step.where]} | ${filled(step.act)} | ${conditionsOf(step)}${filled(step.why)} |`;
}

/** "to `cdk`, with `cluster: create`: " */
function conditionsOf({ to, when = [] }: Step): string {
  const parts = [
    ...to ? [`to ${to.map((value) => `\`${String(value)}\``).join(' or ')}`] : [],
    ...when.map(({ option, values }) => `with \`${option}: ${values.join(' or ')}\``),
  ];
  return parts.length > 0 ? `${parts.join(', ')}: ` : '';
}

function filled(text: string): string {
  return text.replace(
    /\{(old\.)?([A-Za-z]+)\}/g, (_, old: string | undefined, name: string) => `<${old ? 'old ' : ''}${name}>`,
  );
}
