import { Project } from 'projen/lib/project';
import type { GitOpsOptions } from './options/gitops-options';
import { ownedPaths, projectOptions, resolvedOptions } from './project/answers';
import { GeneratedRepo } from './project/generated-repo';

/**
 * The app repo of a pair: a Node.js service, its image, and the AWS pipeline that builds it.
 *
 * @pjid gitops-eks-app
 */
export class GitOpsAppProject extends Project {
  /**
   * Validates the answers. The synth renders the repository.
   *
   * Throws an error that lists every answer that AWS, Kubernetes, npm, Git or Docker would refuse.
   *
   * @param options the answers; both repositories require the same ones
   */
  public constructor(options: GitOpsOptions) {
    const resolved = resolvedOptions('app', options);
    super(projectOptions(resolved.appName, resolved, options));
    new GeneratedRepo(this, 'app', resolved, ownedPaths(options));
  }
}
