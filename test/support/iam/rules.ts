import type { PlacedStatement } from '../../aws-stand-in';

/**
 * Actions for which AWS knows no resource ("Service Authorization Reference", which lists no resource type for them).
 */
const WITHOUT_RESOURCE: Readonly<Record<string, string>> = {
  'ecr:GetAuthorizationToken': 'Actions, resources, and condition keys for Amazon Elastic Container Registry',
  'inspector-scan:ScanSbom': 'Actions, resources, and condition keys for Amazon InspectorScan',
  'inspector2:ListCoverage': 'Actions, resources, and condition keys for Amazon Inspector',
  'inspector2:ListFindings': 'Actions, resources, and condition keys for Amazon Inspector',
};

/** Actions that write to a CodeCommit repository. */
const WRITES = /^codecommit:(\*|GitPush|Create.*|Delete.*|Put.*|Merge.*|Post.*|Update.*|UploadArchive)$/;

/** Writes that change no branch. Other roles need them in the repository of the sources. */
const WITHOUT_BRANCH = /^codecommit:(UploadArchive|PostCommentForPullRequest)$/;

/** The branches that the promotion changes in a single repository. */
const STATE = /^refs\/heads\/(deploy|promote)\//;

/**
 * Problems of statements, regardless of their need.
 *
 * @param isSingle whether the repository of the manifests is also that of the sources
 */
export function statementProblems(
  policies: readonly PlacedStatement[], configRepository: string, isSingle = false,
): string[] {
  return policies.flatMap((policy) => [
    ...(policy.kind === 'trust' ? trustProblems(policy) : [...resourceProblems(policy), ...actionProblems(policy)]),
    ...(policy.kind === 'identity' ? configProblems(policy, configRepository, isSingle) : []),
  ].map((problem) => `${policy.place}: ${problem}`));
}

/** AWS' guide requires both actions for the role of a capability, and names no condition that EKS could meet. */
const CAPABILITIES = 'capabilities.eks.amazonaws.com';

function trustProblems({ statement: { actions, principals = [], conditions, effect } }: PlacedStatement): string[] {
  if (principals.length === 1 && principals[0].name === CAPABILITIES) {
    return effect === 'Allow' && actions.join() === 'sts:AssumeRole,sts:TagSession' && conditions.length === 0
      ? []
      : ['the role of a capability must be there for EKS to assume and to tag, and for nothing else'];
  }
  const services = principals.filter(({ kind, name }) => kind === 'Service' && /^[a-z.]+\.amazonaws\.com$/.test(name));
  // EKS Pod Identity also sends session tags (EKS user guide, "Create IAM role with trust policy required by EKS Pod
  // Identity").
  const isForPods = services.some(({ name }) => name === 'pods.eks.amazonaws.com');
  const wanted = isForPods ? 'sts:AssumeRole,sts:TagSession' : 'sts:AssumeRole';
  const account = conditions.some(
    ({ operator, key, values }) => operator === 'StringEquals' && key === 'aws:SourceAccount' && values.length === 1,
  );
  return [
    ...(services.length === 1 && principals.length === 1 ? [] : ['a role must be for one service of AWS']),
    ...(account ? [] : ['a role must be for this account only: StringEquals aws:SourceAccount']),
    ...(effect === 'Allow' && actions.join() === wanted
      ? []
      : ['a role must be there to be assumed, and for nothing else']),
  ];
}

function resourceProblems({ kind, ownerArn, statement: { effect, actions, resources } }: PlacedStatement): string[] {
  // In the policy of a key, "*" is this key.
  const isKey = kind === 'resource' && ownerArn.includes(':kms:');
  const unscoped =
    effect === 'Allow' && resources.includes('*') && !isKey
      ? actions.filter((action) => !WITHOUT_RESOURCE[action])
      : [];
  const open = resources.filter(
    (resource) => resource !== '*' && /^arn:[^:]*:[^:]*:[^:]*:[^:]*:\*|^arn:[^:]*:[^:]*:[^:]*:\*/.test(resource),
  );
  return [
    ...unscoped.map((action) => `${action} must say on which resource`),
    ...(effect === 'Allow' ? open.map((resource) => `${resource} stands for everything that the service has`) : []),
    ...(resources.length === 0 ? ['no resource'] : []),
  ];
}

function actionProblems({ kind, statement: { effect, actions, principals = [] } }: PlacedStatement): string[] {
  // Without this, no principal could change or delete a key (AWS KMS developer guide, "Default key policy").
  const isDefaultOfKey =
    kind === 'resource' &&
    actions.join() === 'kms:*' &&
    principals.every(({ name }) => /^arn:[^:]*:iam::\d+:root$/.test(name));
  const wildcards = effect === 'Allow' && !isDefaultOfKey ? actions.filter((action) => /[*?]/.test(action)) : [];
  return wildcards.map((action) => `${action} must name each action`);
}

/** The roles that write to the config repo. */
const WRITERS = ['PromoteRole', 'UpgradeProposalRole'];

/** These roles write to the config repo, each to branches that its statements name, or to branches of its own. */
function configProblems(
  { owner, statement: { effect, actions, resources, conditions } }: PlacedStatement,
  configRepository: string,
  isSingle: boolean,
): string[] {
  if (effect !== 'Allow' || !resources.includes(configRepository)) {
    return [];
  }
  const writes = actions.filter((action) => WRITES.test(action) && !(isSingle && WITHOUT_BRANCH.test(action)));
  if (!WRITERS.includes(owner)) {
    return owner === 'BuildRole' || writes.length > 0 ? [`${owner} has a right on the config repo`] : [];
  }
  const branches = conditions
    .filter(({ key, operator }) => key === 'codecommit:References' && /^String(Equals|Like)$/.test(operator))
    .flatMap(({ values }) => values);
  const named = branches.length > 0 && branches.every((branch) => /^refs\/heads\/[^*?]+(\/\*)?$/.test(branch));
  // Pull requests have no branch: merging is what would change one.
  const changes = writes.filter((action) => !/^codecommit:(CreatePullRequest|UpdatePullRequestStatus)$/.test(action));
  if (changes.length > 0 && !named) {
    return [`${changes.join(', ')} must be limited to one branch (codecommit:References)`];
  }
  return isSingle && changes.length > 0 && !branches.every((branch) => STATE.test(branch))
    ? [`${changes.join(', ')} must not name a branch with sources: ${branches.join(', ')}`]
    : [];
}
