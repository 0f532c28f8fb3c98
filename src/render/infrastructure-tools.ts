import { InfrastructureAsCode } from '../options/enums';
import type { Repo } from '../options/repo';
import { CDK, NODE } from '../versions';

/** The additions of an infrastructure tool to the Node.js project of the app repo. */
export interface InfrastructureTool {
  /** npm packages and their version ranges. */
  readonly devDependencies: Readonly<Record<string, string>>;
  /** The arguments of `node --test` for the infrastructure tests, and the arguments that load their language. */
  readonly tests: string;
  readonly testLoader: string;
  /** Output folders. Git and the image ignore them. */
  readonly outputs: readonly string[];
  /** More patterns that only Git ignores. */
  readonly ignored: readonly string[];
  /** Files that the image ignores. */
  readonly settings: readonly string[];
  /** Packages whose install scripts are not necessary. */
  readonly unscripted: readonly string[];
}

const NONE: InfrastructureTool = {
  devDependencies: {}, tests: '', testLoader: '', outputs: [], ignored: [], settings: [], unscripted: [],
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
    ignored: [],
    settings: ['cdk.json'],
    unscripted: ['esbuild'],
  },
  [InfrastructureAsCode.TERRAFORM]: {
    ...NONE,
    // Below `infra`, which the image ignores. A state can contain secrets of a user's own resources.
    ignored: ['.terraform/', '*.tfstate', '*.tfstate.*', '*.tfplan'],
  },
};

/**
 * Returns the additions to a repository: none for the config repo, which has no infrastructure. Git and the image
 * ignore the outputs of every tool, because a changed `iac` leaves those of the earlier one.
 */
export function toolOf(repo: Repo, iac: `${InfrastructureAsCode}`): InfrastructureTool {
  const tools = Object.values(INFRASTRUCTURE_TOOLS);
  return repo !== 'config'
    ? {
      ...INFRASTRUCTURE_TOOLS[iac as InfrastructureAsCode],
      outputs: tools.flatMap(({ outputs }) => outputs),
      ignored: tools.flatMap(({ ignored }) => ignored),
    }
    : NONE;
}
