/** A finding of a check. */
export interface Finding {
  /** The rule, by the name that its check gives it. */
  readonly rule: string;
  /** A logical id, or a file. */
  readonly resource: string;
  readonly detail?: string;
}

/** The programs and libraries that check generated files. */
export type Check = 'cfn-lint' | 'cdk-nag' | 'cfn-guard' | 'checkov' | 'checkov (Terraform)';

/** Findings that are accepted, and why. */
export interface Waiver {
  readonly check: Check;
  readonly rules: readonly string[];
  readonly resources: readonly string[];
  readonly reason: string;
}

/**
 * Differences between findings and waivers: findings without a waiver, and waivers without a finding. Both must be
 * empty.
 */
export interface Difference {
  readonly unexplained: readonly string[];
  readonly idle: readonly string[];
}

/** Compares a check's findings with its waivers. */
export function compare(findings: readonly Finding[], waivers: readonly Waiver[]): Difference {
  const found = new Set(findings.map(placeOf));
  const accepted = waivers.flatMap(({ rules, resources }) =>
    rules.flatMap((rule) => resources.map((resource) => ({ rule, resource }))),
  );
  const waived = new Set(accepted.map(placeOf));
  return {
    unexplained: [...found].filter((place) => !waived.has(place)).sort(),
    idle: [...waived].filter((place) => !found.has(place)).sort(),
  };
}

function placeOf({ rule, resource }: Finding): string {
  return `${rule} at ${resource}`;
}
