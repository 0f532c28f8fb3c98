import { InfrastructureAsCode } from '../options/enums';
import { CDK, NODE } from '../versions';

/** The additions of an infrastructure tool to the Node.js project of the app repo. */
export interface InfrastructureTool {
  /** npm packages and their version ranges. */
  readonly devDependencies: Readonly<Record<string, string>>;
  /** The arguments of `node --test` for the infrastructure tests, and the arguments that load their language. */
  readonly tests: string;
  readonly testLoader: string;
  /** The output folders of all tools, because a changed `iac` leaves the old tool's. Git and the image ignore them. */
  readonly outputs: readonly string[];
  /** More patterns that only Git ignores. */
  readonly ignored: readonly string[];
  /** Files that the image ignores. */
  readonly settings: readonly string[];
  /** Packages whose install scripts are not necessary. */
  readonly unscripted: readonly string[];
}

const OUTPUTS = ['cdk.out'];
/** Below `infra`, which the image ignores. A state can contain secrets of a user's own resources. */
const IGNORED = ['.terraform/', '*.tfstate', '*.tfstate.*', '*.tfplan'];

const NONE: InfrastructureTool = {
  devDependencies: {}, tests: '', testLoader: '', outputs: [], ignored: [], settings: [], unscripted: [],
};

export const INFRASTRUCTURE_TOOLS: Readonly<Record<InfrastructureAsCode, InfrastructureTool>> = {
  [InfrastructureAsCode.CLOUDFORMATION]: { ...NONE, outputs: OUTPUTS, ignored: IGNORED },
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
    outputs: OUTPUTS,
    ignored: IGNORED,
    settings: ['cdk.json'],
    unscripted: ['esbuild'],
  },
  [InfrastructureAsCode.TERRAFORM]: { ...NONE, outputs: OUTPUTS, ignored: IGNORED },
};

/** Returns the additions to a repository: none for the config repo, which has no infrastructure. */
export function toolOf(repo: 'app' | 'config', iac: `${InfrastructureAsCode}`): InfrastructureTool {
  return repo === 'app' ? INFRASTRUCTURE_TOOLS[iac as InfrastructureAsCode] : NONE;
}
