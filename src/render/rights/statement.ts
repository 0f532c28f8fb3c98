/** Resources that statements name. Each printer writes them in its own notation. */
export type ResourceName =
  | 'anything'
  | 'appRepository' | 'configRepository' | 'newConfigRepository'
  | 'key' | 'images' | 'signingProfile' | 'artifacts' | 'artifactObjects'
  | 'importedKey' | 'importedImages' | 'importedArtifactObjects'
  | 'build' | 'scanGate' | 'promote' | 'pipeline' | 'failures'
  | 'buildLogs' | 'scanGateLogs' | 'promoteLogs' | 'inspectorLogs'
  | 'pullRequestBuild' | 'pullRequestBuildLogs' | 'pullRequestReport' | 'pullRequestReportLogs'
  | 'upgrade' | 'upgradeLogs' | 'upgradeProposal' | 'upgradeProposalLogs' | 'upgradePatch';

/** Values of conditions that depend on the account, or on a parameter of the stack. */
export type ValueName = 'account' | 'defaultBranch';

/** The principal of a statement in a resource policy. */
export type Principal =
  'everyone' | 'account' | 'logsService' | { readonly service: string } | { readonly parameter: 'service' };

export type ConditionValue = string | { readonly value: ValueName } | { readonly logGroup: string };

/** By operator and condition key. */
export type Condition = Readonly<Record<string, Readonly<Record<string, ConditionValue | readonly ConditionValue[]>>>>;

/** A statement of a policy, independent of any notation. */
export interface Statement {
  /** The reason of the statement, printed as its comment. */
  readonly why?: string;
  /** Allows by default. */
  readonly effect?: 'Allow' | 'Deny';
  /** Only in resource policies. */
  readonly principal?: Principal;
  readonly actions: readonly string[];
  /** A trust policy names none: it belongs to its role. */
  readonly resources?: readonly ResourceName[];
  readonly condition?: Condition;
}
