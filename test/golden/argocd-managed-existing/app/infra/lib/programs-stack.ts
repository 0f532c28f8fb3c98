// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addPromote } from './promote';
import { addScanGate } from './scan-gate';

// A separate stack keeps the programs readable: without a bucket,
// CloudFormation accepts templates of up to 51,200 bytes.
export class ProgramsStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    addScanGate(this);
    addPromote(this);
  }
}
