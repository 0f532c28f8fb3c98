import { configuredRegion, mayBeSignedIn } from './aws-environment';
import { IdentityCenter } from './identity-center';
import { BadInput, type Io, type Prompts, type Step, isError } from './io';
import { changeAnswers } from './more-options';
import { type Answers, type Option, type OptionValue, flagOf, hasEffect } from '../options/option';
import { OptionsError, describeProblem } from '../options/problem';
import { defaultOf, isProblem, problemsOf, resolveOption, resolveOptions } from '../options/resolve';
import type { LenientOptions, ResolvedOptions } from '../options/resolved-options';
import { OPTIONS } from '../options/table';
import { runningManager } from '../package-managers/user-agent';

/** Collects the answers of one run from flags, files, the AWS configuration, the prompts and the defaults. */
export class AnswerCollection {
  /** Messages to the user about failed lookups. */
  public readonly notes: string[] = [];
  private readonly answers: Record<string, unknown>;
  private identityCenter?: IdentityCenter;

  /**
   * @param given answers from flags and files
   * @param refuse throws `BadInput` if a target folder of these options cannot be used
   */
  public constructor(private readonly given: Answers, private readonly refuse: (options: LenientOptions) => void) {
    this.answers = { ...given };
  }

  /** Every option, resolved. */
  public get options(): ResolvedOptions {
    return resolveOptions(this.answers);
  }

  /** Completes the answers. Reports invalid answers and unusable folders before the first question. */
  public async complete(io: Io, step: Step, prompts: Prompts | undefined): Promise<void> {
    const options = this.checkGiven();
    if (this.given.appName !== undefined) {
      this.refuse(options);
    }
    this.identityCenter = new IdentityCenter(io, step);
    this.answers.packageManager ??= runningManager(io.env);
    if (this.given.region === undefined) {
      const { region, problem } = configuredRegion(io.env);
      this.answers.region = region;
      if (problem) {
        prompts ? prompts.note(problem) : this.notes.push(problem);
      }
    }
    for (const option of prompts ? OPTIONS : []) {
      if (option.ask === 'first' && this.isOpen(option)) {
        await this.ask(prompts as Prompts, option);
      }
    }
    if (this.answers.accountId === undefined) {
      this.answers.accountId = await this.lookUpAccount(io, step);
    }
  }

  /** Shows the menu of the options that neither flags nor files set. */
  public async change(prompts: Prompts): Promise<void> {
    await changeAnswers(prompts, {
      openOptions: (options) =>
        options.filter(
          (option) => this.isOpen(option) && option.choices?.length !== 1 && hasEffect(option, this.resolved()),
        ),
      resolved: () => this.resolved(),
      ask: (option) => this.ask(prompts, option),
    });
  }

  /** @throws OptionsError with the invalid answers of flags and files. The prompts ask for the missing ones. */
  private checkGiven(): LenientOptions {
    const given: Answers = { appName: 'app', ...this.given };
    const wrong = problemsOf(given).filter(({ option }) => (given[option] ?? undefined) !== undefined);
    if (wrong.length > 0) {
      throw new OptionsError(wrong);
    }
    return resolveLeniently(given);
  }

  private isOpen(option: Option): boolean {
    return this.given[option.name] === undefined;
  }

  private async ask(prompts: Prompts, option: Option): Promise<void> {
    if (!hasEffect(option, this.resolved())) {
      return;
    }
    const found = await this.identityCenter?.withChoices(option, this.resolved()) ?? option;
    const known = this.answers[option.name] as string | undefined;
    const initial = known ?? defaultOf(option, this.resolved()) ?? found.proposal;
    const answer = await prompts.ask(found, initial, (text) => this.problemOf(option, text));
    const isDefault = JSON.stringify(resolveOption(option, { [option.name]: answer }, this.resolved()))
      === JSON.stringify(defaultOf(option, this.resolved()));
    this.answers[option.name] = isDefault ? undefined : answer;
    this.dropVoid();
    // The first questions that this answer makes necessary.
    for (const other of OPTIONS) {
      if (other.ask === 'first' && this.isOpen(other) && other.when?.some((condition) => condition.option === option.name)) {
        await this.ask(prompts, other);
      }
    }
  }

  /**
   * Returns the rule that an answer breaks: the option's own, that of a flag that depends on it, or that of the target
   * folders.
   */
  private problemOf(option: Option, answer: unknown): string | undefined {
    const outcome = resolveOption(option, { [option.name]: answer }, this.resolved());
    if (isProblem(outcome)) {
      return outcome.rule;
    }
    const answers: Answers = {
      ...this.given,
      ...(this.answers.appName !== undefined && { appName: this.answers.appName }),
      [option.name]: answer,
    };
    const resolved = resolveLeniently(answers);
    for (const other of OPTIONS.filter(({ name }) => this.given[name] !== undefined)) {
      const conflict = resolveOption(other, this.given, resolved);
      if (isProblem(conflict)) {
        return `conflicts with a flag: ${describeProblem(conflict)}`;
      }
    }
    return ['appName', 'layout', 'configRepoName'].includes(option.name) ? this.refusal(resolved) : undefined;
  }

  private refusal(options: LenientOptions): string | undefined {
    try {
      this.refuse(options);
      return undefined;
    } catch (error) {
      if (!isError(error, BadInput)) {
        throw error;
      }
      return error.message;
    }
  }

  /** Removes answers that have no effect after a change of another answer. Validation would refuse them. */
  private dropVoid(): void {
    for (const option of OPTIONS) {
      if (
        this.isOpen(option) &&
        this.answers[option.name] !== undefined &&
        isProblem(resolveOption(option, this.answers, this.resolved()))
      ) {
        this.answers[option.name] = undefined;
      }
    }
  }

  private resolved(): LenientOptions {
    return resolveLeniently(this.answers);
  }

  private async lookUpAccount(io: Io, step: Step): Promise<string> {
    if (!mayBeSignedIn(io.env)) {
      this.noteUnknownAccount('no AWS credentials found');
      return '';
    }
    const end = step('Asking AWS for the account ID');
    try {
      const account = await io.lookUpAccount(this.resolved().region);
      end(`AWS account ${account}`, true);
      return account;
    } catch (error) {
      const [reason] = (error as Error).message.split('\n');
      end(`AWS account ID: unknown (${reason})`, false);
      this.noteUnknownAccount(reason);
      return '';
    }
  }

  private noteUnknownAccount(reason: string): void {
    this.notes.push(`The AWS account ID is unknown (${reason}): each task will use the account of its AWS credentials. Set it with --account-id.`);
  }
}

/**
 * Requires the answers that this run cannot ask for: without a terminal those of the first questions, with `--yes`
 * those without a default.
 *
 * @throws BadInput with the missing answers
 */
export function requireAnswers(given: Answers, yes: boolean): void {
  const resolved = resolveLeniently(given);
  const needed = OPTIONS.filter(
    (option) =>
      (yes ? option.required : option.ask === 'first') && given[option.name] === undefined && hasEffect(option, resolved),
  );
  if (needed.length === 0) {
    return;
  }
  const list = needed.map((option) => `  ${option.name} (--${flagOf(option.name)}): ${option.summary}`).join('\n');
  throw new BadInput(yes
    ? `--yes asks no questions, but this answer is missing and has no default:\n${list}`
    : `there is no terminal for questions (or CI is set), but these answers are missing:\n${list}\nSet them with flags, or accept the defaults with --yes.`);
}

function resolveLeniently(answers: Answers): LenientOptions {
  const resolved: Record<string, OptionValue> = {};
  for (const option of OPTIONS) {
    const value = resolveOption(option, answers, resolved);
    resolved[option.name] = isProblem(value) ? '' : value;
  }
  return resolved as LenientOptions;
}
