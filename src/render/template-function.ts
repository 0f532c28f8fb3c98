import type { Context } from './context';
import type { TemplatePlace } from './template';
import type { OptionValue } from '../options/option';

/** Writes a value in the language of the rendered file. */
export type Escape = (value: unknown) => string;

/** Renders a partial with the context and its own locals. */
export type Include = (partial: string, extra?: object) => string;

/** A compiled template or partial. */
export type TemplateFunction<Locals = Context> = (locals: Locals, escape: Escape, include: Include) => string;

/** A compiled template. */
export interface Template extends TemplatePlace {
  readonly render: TemplateFunction;
}

/**
 * The type of compiled templates and partials in compiled-templates.ts. It refuses values that may be missing, and
 * includes without the partial's locals.
 *
 * @typeParam Partials the locals of each partial, by its name
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
  /** The number of spaces before each line of the partial. */
  readonly indent?: number;
}
