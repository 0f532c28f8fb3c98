import { Component, type Project, TextFile } from 'projen';
import { wrapped } from './wrapped';
import type { Change, Place, Refusal, Step } from '../src/options/changes/change';
import { CHANGES } from '../src/options/changes/table';
import type { Option } from '../src/options/option';
import { TOPICS } from '../src/options/table';

const PLACES: Readonly<Record<Place, string>> = {
  app: 'app repo', config: 'config repo', both: 'both repositories', pair: 'anywhere',
};

/** docs/changing-answers.md contains the messages of a synth with changed answers, for every option. */
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
    "2. Run `npx projen pair:sync` there. It copies the answer to the other repository's `.projenrc.json`, changes nothing",
    '   else in that file, and renders both repositories. `--dry-run` shows the changes without writing them.',
    '3. Review the difference, commit it in both repositories, and push: `git pull --rebase`, `git push`.',
    '4. Follow the steps below for that option. The synth also prints them, with your names.',
    '',
    'The synth compares your answers with those of the last synth, which `.gitops-eks/lock.json` records. If a change is',
    'impossible in place, the synth prints the reason and writes no file. If you have not deployed the pair yet and have no',
    'edits to keep, you can also delete both folders and create the pair again with other answers.',
    '',
    'With `layout: single`, there is no step 2, and all steps are in the one repository. Changed manifests first require a',
    'run of the pipeline, which promotes them.',
    '',
    'In the steps, `<appName>` is a placeholder for the new answer, and `<old appName>` for the previous one.',
    ...TOPICS.flatMap(({ title, options }) => ['', `## ${title}`, ...options.flatMap(optionLines)]),
  ];
}

function optionLines(option: Option): string[] {
  const { effect, steps, refusal } = (CHANGES as Readonly<Record<string, Change>>)[option.name];
  return [
    '',
    `### ${option.name}`,
    '',
    ...wrapped(filled(effect)),
    ...(refusal ? refusalLines(refusal) : []),
    ...(steps.length > 0
      ? ['', '| | where | step | what it does |', '| --- | --- | --- | --- |', ...steps.map(stepLine)]
      : []),
  ];
}

function refusalLines({ rule, reason, instead }: Refusal): string[] {
  return ['', ...wrapped(`**Refused** ${rule}: ${filled(reason)} Instead: ${filled(instead)}`)];
}

function stepLine(step: Step, index: number): string {
  return `| ${index + 1} | ${PLACES[step.where]} | ${filled(step.act)} | ${conditionsOf(step)}${filled(step.why)} |`;
}

/** "from `cloudformation`, to `cdk`, with `cluster: create`: " */
function conditionsOf({ from, to, when = [] }: Step): string {
  const parts = [
    ...from ? [`from ${from.map((value) => `\`${String(value)}\``).join(' or ')}`] : [],
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
