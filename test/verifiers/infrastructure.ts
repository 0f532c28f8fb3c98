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
  /** The suite in `test/contract` that compares the tool with the reference. */
  readonly equality: string;
  /** What deploys the resources in the end-to-end suite, and whether the user installs packages first. */
  readonly endToEnd: { readonly engine: string; readonly needsPackages: boolean };
}

/** The verifier of a tool that deploys CloudFormation stacks. */
export interface StackVerifier {
  /** The stacks of each set of answers, as CloudFormation templates. */
  readonly stacksOf: (sets: readonly Answers[]) => StackTemplate[][];
  /** A stack in the equality suite's form. */
  readonly comparable: (stack: StackTemplate, notations?: readonly Notation[]) => Fields;
}

/**
 * The security, IAM and event suites check the stacks of this one. The equality suites show that all others are equal.
 */
export const REFERENCE = InfrastructureAsCode.CLOUDFORMATION;

export const INFRASTRUCTURE: Verifiers<InfrastructureAsCode, InfrastructureVerifier> = {
  [InfrastructureAsCode.CLOUDFORMATION]: {
    golden: 'default',
    equality: 'infrastructure-equality',
    endToEnd: { engine: 'moto, git, bash', needsPackages: false },
  },
  [InfrastructureAsCode.CDK]: {
    golden: 'cdk',
    equality: 'infrastructure-equality',
    endToEnd: { engine: 'aws-cdk-lib, moto, git, bash', needsPackages: true },
  },
  [InfrastructureAsCode.TERRAFORM]: {
    golden: 'terraform',
    equality: 'terraform-equality',
    endToEnd: { engine: 'terraform, moto, git, bash', needsPackages: false },
  },
};

/** The tools that deploy CloudFormation stacks. */
export const STACKS: Verifiers<Exclude<InfrastructureAsCode, InfrastructureAsCode.TERRAFORM>, StackVerifier> = {
  [InfrastructureAsCode.CLOUDFORMATION]: { stacksOf: (sets) => sets.map(templateStacks), comparable: stackOfYaml },
  [InfrastructureAsCode.CDK]: {
    stacksOf: (sets) => synthesizeCdk(sets.map((answers) => ({ answers }))), comparable: stackOfCdk,
  },
};

/** Their names. */
export const STACK_TOOLS = Object.keys(STACKS) as Array<keyof typeof STACKS>;
