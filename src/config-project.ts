import { Project } from 'projen/lib/project';
import type { GitOpsOptions } from './options/gitops-options';
import { resolveOptions } from './options/resolve';
import { givenAnswers, projectOptions } from './project/answers';
import { GeneratedRepo } from './project/generated-repo';

/**
 * The config repo of a pair: Kubernetes manifests, the Argo CD application and the cluster's configuration.
 *
 * @pjid gitops-eks-config
 */
export class GitOpsConfigProject extends Project {
  /**
   * Renders the repository when it is synthesized.
   *
   * Throws an error that names every answer that AWS, Kubernetes, npm, Git or Docker would refuse.
   *
   * @param options the answers, the same ones for both repositories
   */
  public constructor(options: GitOpsOptions) {
    const resolved = resolveOptions(givenAnswers(options));
    super(projectOptions(resolved.configRepoName, resolved, options));
    new GeneratedRepo(this, 'config', resolved);
  }
}
