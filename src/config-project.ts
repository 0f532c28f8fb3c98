import { Project } from 'projen/lib/project';
import type { GitOpsOptions } from './options/gitops-options';
import { ownedPaths, projectOptions, resolvedOptions } from './project/answers';
import { GeneratedRepo } from './project/generated-repo';

/**
 * The config repo of a pair: Kubernetes manifests, the application of the GitOps engine, and the eksctl configuration
 * of the cluster.
 *
 * @pjid gitops-eks-config
 */
export class GitOpsConfigProject extends Project {
  /**
   * Validates the answers. The synth renders the repository.
   *
   * Throws an error that lists every answer that AWS, Kubernetes, npm, Git or Docker would refuse.
   *
   * @param options the answers; both repositories require the same ones
   */
  public constructor(options: GitOpsOptions) {
    const resolved = resolvedOptions('config', options);
    super(projectOptions(resolved.configRepoName, resolved, options));
    new GeneratedRepo(this, 'config', resolved, ownedPaths(options));
  }
}
