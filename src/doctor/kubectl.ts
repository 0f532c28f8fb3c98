import type { Subject } from './subject';
import { type Answer, answerOf } from './world';

/** Runs kubectl in the context of the pair's cluster. */
export class Kubectl {
  public readonly context: string;

  public constructor(private readonly subject: Pick<Subject, 'world' | 'options'>) {
    this.context = subject.world.env.KUBE_CONTEXT || subject.options.clusterName;
  }

  public async call(...args: readonly string[]): Promise<Answer> {
    const outcome = await this.subject.world.run('kubectl', [
      '--context', this.context, '--request-timeout=10s', ...args,
    ]);
    return answerOf(outcome, 'kubectl');
  }
}
