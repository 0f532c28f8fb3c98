/** A verifier for each value of an axis: a new member of its enum does not compile without one. */
export type Verifiers<Value extends string, Verifier> = Readonly<Record<Value, Verifier>>;

/** The verifier of every axis value. */
export interface ValueVerifier {
  /** The golden pair that shows the value. */
  readonly golden: string;
}
