import type { Context } from './context';
import type { TemplatePlace } from './template';
import type { OptionValue } from '../options/option';

/** Writes a value in the language of the file that is being rendered. */
export type Escape = (value: unknown) => string;

/** Renders a partial with the context and with what the partial takes beside it. */
export type Include = (partial: string, extra?: object) => string;

/** A template or a partial, compiled. */
export type TemplateFunction<Locals = Context> = (locals: Locals, escape: Escape, include: Include) => string;

/** A compiled template. */
export interface Template extends TemplatePlace {
  readonly render: TemplateFunction;
}

/**
 * A template or a partial as it is compiled: it writes no value that may be missing, and includes no partial without what that one takes.
 *
 * @typeParam Partials what each partial takes beside the context, by its name
 */
export type CheckedFunction<Partials, Locals> = (
  locals: Locals, escape: (value: OptionValue) => string, include: CheckedInclude<Partials>,
) => string;

type CheckedInclude<Partials> = <Name extends keyof Partials>(
  partial: Name,
  ...extra: ExtraLocals<Partials[Name]>
) => string;

type ExtraLocals<Locals> = object extends Locals ? [extra?: Locals & Indent] : [extra: Locals & Indent];

interface Indent {
  /** How many spaces stand before each line of the partial. */
  readonly indent?: number;
}
