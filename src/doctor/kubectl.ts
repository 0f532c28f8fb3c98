import type { Subject } from './subject';
import { type Answer, answerOf } from './world';
import { clustersOf } from '../environments/clusters';

/** Runs kubectl in the context of one cluster of the pair. */
export class Kubectl {
  public readonly context: string;

  public constructor(private readonly subject: Pick<Subject, 'world' | 'options'>, public readonly clusterName: string) {
    // KUBE_CONTEXT is one context.
    const isOnly = clustersOf(subject.options).length === 1;
    this.context = isOnly && subject.world.env.KUBE_CONTEXT ? subject.world.env.KUBE_CONTEXT : clusterName;
  }

  public async call(...args: readonly string[]): Promise<Answer> {
    const outcome = await this.subject.world.run('kubectl', [
      '--context', this.context, '--request-timeout=10s', ...args,
    ]);
    return answerOf(outcome, 'kubectl');
  }
}
