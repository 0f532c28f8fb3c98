import type { Fields } from '../fields';
import type { Pair } from '../pair';

/** A stack, as a CloudFormation template. */
export interface Stack {
  readonly name: string;
  readonly template: Fields;
  /** Returns the file in which to correct a resource. */
  readonly fileOf: (logicalId: string) => string;
}

/** Reads the stacks of one infrastructure tool. */
export interface Reader {
  /** Whether the app repo uses the tool. */
  readonly isUsed: (pair: Pair) => boolean;
  readonly stacks: (pair: Pair) => readonly Stack[];
  /** Reasons why the stacks may be missing or outdated. */
  readonly unchecked: (pair: Pair) => readonly string[];
}
