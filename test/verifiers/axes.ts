import { INFRASTRUCTURE } from './infrastructure';
import type { ValueVerifier, Verifiers } from './verifier';
import { ClusterSource, GitOpsEngine, Layout, Promotion, RepoAuth } from '../../src/options/enums';

const CLUSTER: Verifiers<ClusterSource, ValueVerifier> = {
  [ClusterSource.CREATE]: { golden: 'default' },
  [ClusterSource.EXISTING]: { golden: 'existing-cluster' },
};

const ENGINE: Verifiers<GitOpsEngine, ValueVerifier> = {
  [GitOpsEngine.ARGOCD]: { golden: 'default' },
  [GitOpsEngine.ARGOCD_MANAGED]: { golden: 'argocd-managed' },
  [GitOpsEngine.FLUX]: { golden: 'flux' },
};

const LAYOUT: Verifiers<Layout, ValueVerifier> = {
  [Layout.PAIR]: { golden: 'default' },
  [Layout.SINGLE]: { golden: 'single' },
};

const PROMOTION: Verifiers<Promotion, ValueVerifier> = {
  [Promotion.COMMIT]: { golden: 'default' },
  [Promotion.PULL_REQUEST]: { golden: 'everything-different' },
  [Promotion.MANUAL]: { golden: 'existing-cluster' },
};

const REPO_AUTH: Verifiers<RepoAuth, ValueVerifier> = {
  [RepoAuth.HTTPS]: { golden: 'default' },
  [RepoAuth.SSH]: { golden: 'everything-different' },
  [RepoAuth.IAM]: { golden: 'argocd-managed' },
};

/** The verifiers of each axis, by the name of its option. */
export const AXES: Readonly<Record<string, Verifiers<string, ValueVerifier>>> = {
  iac: INFRASTRUCTURE,
  cluster: CLUSTER,
  engine: ENGINE,
  layout: LAYOUT,
  promotion: PROMOTION,
  repoAuth: REPO_AUTH,
};
