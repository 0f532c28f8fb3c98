import { configuredRegion, mayBeSignedIn } from './aws-environment';
import { BadInput, type Io, type Prompts } from './io';
import { type Answers, type Option, type ResolvedOptions, flagOf, hasEffect } from '../options/option';
import { defaultOf, isProblem, resolveOption, resolveOptions } from '../options/resolve';
import { OPTIONS } from '../options/table';

/** Resolved answers, and what could not be found out. */
export interface Collected {
  readonly options: ResolvedOptions;
  readonly notes: readonly string[];
}

/**
 * Completes the given answers: from this machine's AWS configuration, from a person, from defaults.
 *
 * @param given answers from flags and files; problems in them are reported before anybody is asked anything
 */
export async function collectAnswers(io: Io, given: Answers, ask: boolean): Promise<Collected> {
  const answers: Record<string, unknown> = { ...given };
  const notes: string[] = [];
  resolveOptions({ appName: 'app', ...answers });
  if (answers.region === undefined && configuredRegion(io.env)) {
    answers.region = configuredRegion(io.env);
  }
  const open = (option: Option) => given[option.name] === undefined;
  const prompts = ask ? await io.prompts() : undefined;
  if (prompts) {
    await askAll(prompts, OPTIONS.filter((option) => option.ask === 'first' && open(option)), answers);
  }
  if (answers.accountId === undefined) {
    const { accountId, note } = await lookUpAccount(io, answers);
    answers.accountId = accountId;
    notes.push(...note);
  }
  if (prompts && OPTIONS.some((option) => option.ask === 'more' && open(option)) && await prompts.confirm('More options?', false)) {
    await askAll(prompts, OPTIONS.filter((option) => option.ask === 'more' && open(option)), answers);
  }
  return { options: resolveOptions(answers), notes };
}

/** Without a person to ask, everything that would be asked first must be answered; `--yes` takes defaults for all but the name. */
export function requireAnswers(given: Answers, yes: boolean): void {
  const needed = OPTIONS.filter((option) => (yes ? option.required : option.ask === 'first') && given[option.name] === undefined);
  if (needed.length === 0) {
    return;
  }
  const list = needed.map((option) => `  ${option.name} (--${flagOf(option.name)}): ${option.summary}`).join('\n');
  throw new BadInput(yes
    ? `--yes asks nothing, and this has no default:\n${list}`
    : `there is no terminal to ask in, and these are not answered:\n${list}\nAnswer them with flags, or take the defaults with --yes.`);
}

async function askAll(prompts: Prompts, options: readonly Option[], answers: Record<string, unknown>): Promise<void> {
  for (const option of options) {
    const resolved = resolvedSoFar(answers);
    if (!hasEffect(option, resolved)) {
      continue;
    }
    const problem = (answer: unknown) => {
      const outcome = resolveOption(option, { [option.name]: answer }, resolved);
      return isProblem(outcome) ? outcome.rule : undefined;
    };
    const known = answers[option.name] as string | undefined;
    answers[option.name] = await prompts.ask(option, known ?? defaultOf(option, resolved), problem);
  }
}

function resolvedSoFar(answers: Answers): ResolvedOptions {
  const resolved: Record<string, ResolvedOptions[string]> = {};
  for (const option of OPTIONS) {
    const value = resolveOption(option, answers, resolved);
    resolved[option.name] = isProblem(value) ? '' : value;
  }
  return resolved;
}

async function lookUpAccount(io: Io, answers: Answers): Promise<{ accountId: string; note: string[] }> {
  const unknown = (why: string) => ({ accountId: '', note: [`The AWS account is not known (${why}): the tasks will use the one that is signed in. Give it with --account-id.`] });
  if (!mayBeSignedIn(io.env)) {
    return unknown('no AWS credentials here');
  }
  try {
    return { accountId: await io.lookUpAccount(String(answers.region ?? 'us-east-1')), note: [] };
  } catch (error) {
    return unknown((error as Error).message.split('\n')[0]);
  }
}
