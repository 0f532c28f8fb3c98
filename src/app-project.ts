import { Project } from 'projen/lib/project';
import type { GitOpsOptions } from './options/gitops-options';
import { resolveOptions } from './options/resolve';
import { givenAnswers } from './project/answers';
import { GeneratedRepo } from './project/generated-repo';

/**
 * The app repo of a pair: a Node.js service, its image, and the AWS pipeline that builds it.
 *
 * @pjid gitops-eks-app
 */
export class GitOpsAppProject extends Project {
  /**
   * Renders the repository when it is synthesized.
   *
   * Throws an error that names every answer that AWS, Kubernetes, npm, Git or Docker would refuse.
   */
  public constructor(options: GitOpsOptions) {
    const resolved = resolveOptions(givenAnswers(options));
    super({ name: String(resolved.appName), outdir: options.outdir });
    new GeneratedRepo(this, 'app', resolved);
  }
}
