import { type ParseArgsConfig, parseArgs } from 'node:util';
import { BadInput } from './io';
import { didYouMean } from '../options/nearest';
import { type Answers, type Option, type OptionType, conditionText, flagOf } from '../options/option';
import { OPTIONS } from '../options/table';

/** The flags that are not answers. */
export interface Switches {
  readonly directory: string;
  readonly answers?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly force: boolean;
  readonly git: boolean;
  readonly install: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** A flag of the command line itself. */
interface SwitchRow {
  readonly flag: string;
  readonly short?: string;
  readonly value?: string;
  readonly initial: string | boolean | undefined;
  readonly summary: string;
}

/** The flags of the command line itself. */
export const SWITCHES: readonly SwitchRow[] = [
  { flag: 'directory', value: 'FOLDER', initial: '.', summary: 'the folder in which to create the repositories' },
  { flag: 'answers', value: 'FILE', initial: undefined, summary: 'read answers from a JSON or YAML file; flags take precedence' },
  { flag: 'yes', short: 'y', initial: false, summary: 'ask no questions: use the default for each answer that is missing' },
  { flag: 'dry-run', initial: false, summary: 'show the files and their sizes without writing them' },
  { flag: 'json', initial: false, summary: 'print the result as JSON on standard output' },
  { flag: 'force', initial: false, summary: 'write into folders that are not empty; existing files do not change' },
  { flag: 'git', initial: true, summary: 'create Git repositories with a first commit' },
  { flag: 'install', initial: true, summary: 'install the npm packages of the repositories' },
  { flag: 'help', short: 'h', initial: false, summary: 'show this text' },
  { flag: 'version', short: 'v', initial: false, summary: 'show the version' },
];

/**
 * Parses the command line.
 *
 * @throws BadInput for an unknown flag, and for a flag without its value
 */
export function parseArguments(args: readonly string[]): { readonly answers: Answers; readonly switches: Switches } {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) {
    throw new BadInput(`expected one application name, but got ${positionals.length}: ${positionals.join(' ')}`);
  }
  const answers = Object.fromEntries(OPTIONS
    .map((option) => [option.name, valueOf(option, values[flagOf(option.name)])])
    .filter(([, value]) => value !== undefined));
  if (positionals.length === 1) {
    if (answers.appName !== undefined && answers.appName !== positionals[0]) {
      throw new BadInput(`the name argument is ${positionals[0]}, but --app-name is ${answers.appName}: use one of them`);
    }
    answers.appName = positionals[0];
  }
  const given = (flag: string) => values[flag] ?? SWITCHES.find((row) => row.flag === flag)?.initial;
  return {
    answers,
    switches: {
      directory: given('directory') as string,
      answers: given('answers') as string | undefined,
      yes: given('yes') as boolean,
      dryRun: given('dry-run') as boolean,
      json: given('json') as boolean,
      force: given('force') as boolean,
      git: given('git') as boolean,
      install: given('install') as boolean,
      help: given('help') as boolean,
      version: given('version') as boolean,
    },
  };
}

function parse(args: readonly string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const option of OPTIONS) {
    options[flagOf(option.name)] = {
      type: option.type === 'boolean' ? 'boolean' : 'string', multiple: isList(option),
    };
  }
  for (const { flag, short, value } of SWITCHES) {
    options[flag] = { type: value ? 'string' : 'boolean', ...(short && { short }) };
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code);
    if (!code.startsWith('ERR_PARSE_ARGS')) {
      throw error;
    }
    const [message] = (error as Error).message.split('. ');
    const [, unknown = ''] = /^Unknown option '(--[^'=]+)/.exec(message) ?? [];
    const flags = Object.entries(options).flatMap(([flag, { type }]) => [
      `--${flag}`, ...(type === 'boolean' ? [`--no-${flag}`] : []),
    ]);
    throw new BadInput(`${message}${didYouMean(unknown, flags)}; --help lists the flags`);
  }
}

/** Whether a flag may be repeated. */
function isList({ type }: Option): boolean {
  return type === 'list' || type === 'environments';
}

function valueOf(option: Option, value: unknown): unknown {
  return isList(option) && Array.isArray(value) ? value.join(',') : value;
}

/** The text of `--help`. */
export function helpText(): string {
  const switches = SWITCHES.map(({ flag, short, value, initial, summary }) => [
    `${short ? `-${short}, ` : ''}--${initial === true ? 'no-' : ''}${flag}${value ? ` ${value}` : ''}`,
    initial === true ? `do not ${summary}` : summary,
  ]);
  const options = OPTIONS.map((option) => [
    `--${option.type === 'boolean' ? '[no-]' : ''}${flagOf(option.name)}${option.type === 'boolean' ? '' : ` ${valueWord(option)}`}`,
    [option.summary, option.when && `Only ${conditionText(option)}.`].filter(Boolean).join(' '),
  ]);
  const rows = (pairs: string[][]) => pairs.map(([left, right]) => `  ${left}\n      ${right}`).join('\n');
  return `Usage: npm create gitops-eks@latest NAME -- [flags]
       pnpm create gitops-eks@latest NAME [flags]
       yarn create gitops-eks NAME [flags]
       bun create gitops-eks@latest NAME [flags]
       npx create-gitops-eks NAME [flags]

Creates two Git repositories: NAME (a Node.js service and its AWS pipeline) and NAME-k8s-config (the Kubernetes manifests).

Flags:
${rows(switches)}

Answers (the dialogue asks for them):
${rows(options)}

Exit codes: 0 success, 1 a bug in this program, 2 invalid input, 130 interrupted.
`;
}

/** Placeholders in the help for values of a type. */
const VALUE_WORDS: Readonly<Partial<Record<OptionType, string>>> = { integer: 'NUMBER', list: 'A,B', environments: 'A,B' };

function valueWord(option: Option): string {
  return option.choices?.map((choice) => choice.value).join('|') ?? VALUE_WORDS[option.type] ?? 'TEXT';
}
