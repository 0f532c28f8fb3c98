import { Project } from 'projen/lib/project';
import type { GitOpsOptions } from './options/gitops-options';
import { ownedPaths, projectOptions, resolvedOptions } from './project/answers';
import { GeneratedRepo } from './project/generated-repo';

/**
 * One repository with the service, its image, its pipeline and its Kubernetes manifests.
 *
 * @pjid gitops-eks
 */
export class GitOpsProject extends Project {
  /**
   * Validates the answers. The synth renders the repository.
   *
   * Throws an error that lists every answer that AWS, Kubernetes, npm, Git or Docker would refuse.
   *
   * @param options the answers
   */
  public constructor(options: GitOpsOptions) {
    const resolved = resolvedOptions('single', options);
    super(projectOptions(resolved.appName, resolved, options));
    new GeneratedRepo(this, 'single', resolved, ownedPaths(options));
  }
}
