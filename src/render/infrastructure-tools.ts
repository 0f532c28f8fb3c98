import { InfrastructureAsCode } from '../options/enums';
import { CDK, NODE } from '../versions';

/** What the tool that defines the AWS resources adds to the app repo, which is a Node.js project. */
export interface InfrastructureTool {
  /** npm packages and their version ranges. */
  readonly devDependencies: Readonly<Record<string, string>>;
  /** Arguments of `node --test` for tests of the infrastructure, and those that load their language. */
  readonly tests: string;
  readonly testLoader: string;
  /** Folders that the tool writes, which Git and the image ignore. */
  readonly outputs: readonly string[];
  /** Files that the image ignores. */
  readonly settings: readonly string[];
  /** Packages that work without their install script. */
  readonly unscripted: readonly string[];
}

const NONE: InfrastructureTool = {
  devDependencies: {}, tests: '', testLoader: '', outputs: [], settings: [], unscripted: [],
};

export const INFRASTRUCTURE_TOOLS: Readonly<Record<InfrastructureAsCode, InfrastructureTool>> = {
  [InfrastructureAsCode.CLOUDFORMATION]: NONE,
  [InfrastructureAsCode.CDK]: {
    devDependencies: {
      '@types/node': `^${NODE.version}`,
      'aws-cdk': `^${CDK.command}`,
      'aws-cdk-lib': `^${CDK.library}`,
      'cdk-nag': `^${CDK.nag}`,
      'constructs': `^${CDK.constructs}`,
      'tsx': `^${CDK.tsx}`,
    },
    tests: ' infra/test/*.test.ts',
    testLoader: '--import tsx ',
    outputs: ['cdk.out'],
    settings: ['cdk.json'],
    unscripted: ['esbuild'],
  },
};

/** What the tool adds to a repository: only the app repo has infrastructure. */
export function toolOf(repo: 'app' | 'config', iac: `${InfrastructureAsCode}`): InfrastructureTool {
  return repo === 'app' ? INFRASTRUCTURE_TOOLS[iac as InfrastructureAsCode] : NONE;
}
