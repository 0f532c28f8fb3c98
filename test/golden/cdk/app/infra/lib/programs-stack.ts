// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addPromote } from './promote';
import { addScanGate } from './scan-gate';

// A stack of its own: CloudFormation takes 51,200 bytes without a bucket, and the programs
// can be read here. Their log groups are in the stack of the pipeline, with all other data.
export class ProgramsStack extends Stack {
  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    addScanGate(this);
    addPromote(this);
  }
}
