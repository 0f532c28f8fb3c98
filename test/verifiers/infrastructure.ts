import type { ValueVerifier, Verifiers } from './verifier';
import { InfrastructureAsCode } from '../../src/options/enums';
import type { Answers } from '../../src/options/option';
import { type Notation, stackOfCdk, stackOfYaml } from '../support/cdk-comparison';
import { synthesizeCdk } from '../support/cdk-infrastructure';
import { templateStacks } from '../support/cloudformation-stacks';
import type { Fields } from '../support/cloudformation-template';
import type { StackTemplate } from '../support/security/system';

/** The verifier of a tool for infrastructure. */
export interface InfrastructureVerifier extends ValueVerifier {
  /** The stacks of each set of answers, as CloudFormation templates. */
  readonly stacksOf: (sets: readonly Answers[]) => StackTemplate[][];
  /** A stack in the equality suite's form. */
  readonly comparable: (stack: StackTemplate, notations?: readonly Notation[]) => Fields;
  /** What deploys the stacks in the end-to-end suite, and whether the user installs packages first. */
  readonly endToEnd: { readonly engine: string; readonly needsPackages: boolean };
}

/**
 * The security, IAM and event suites check the stacks of this one. The equality suite shows that all others are equal.
 */
export const REFERENCE = InfrastructureAsCode.CLOUDFORMATION;

export const INFRASTRUCTURE: Verifiers<InfrastructureAsCode, InfrastructureVerifier> = {
  [InfrastructureAsCode.CLOUDFORMATION]: {
    golden: 'default',
    stacksOf: (sets) => sets.map(templateStacks),
    comparable: stackOfYaml,
    endToEnd: { engine: 'moto, git, bash', needsPackages: false },
  },
  [InfrastructureAsCode.CDK]: {
    golden: 'cdk',
    stacksOf: (sets) => synthesizeCdk(sets.map((answers) => ({ answers }))),
    comparable: stackOfCdk,
    endToEnd: { engine: 'aws-cdk-lib, moto, git, bash', needsPackages: true },
  },
};
