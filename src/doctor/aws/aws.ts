import type { Subject } from '../subject';
import { type Answer, answerOf, failed } from '../world';

/** Runs the AWS CLI in the pair's region, or in that of one of its clusters. */
export class Aws {
  public constructor(
    private readonly subject: Pick<Subject, 'world' | 'options'>,
    public readonly region: string = subject.options.region,
  ) {}

  public async call(...args: readonly string[]): Promise<Answer> {
    const { region, subject: { world } } = this;
    // A pager would wait for input. A profile could set another region.
    const env = { ...world.env, AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_PAGER: '' };
    return answerOf(await world.run('aws', args, env), 'aws');
  }

  /** Parses the response as JSON. */
  public async json(...args: readonly string[]): Promise<{ readonly value: unknown } | { readonly problem: string }> {
    const answer = await this.call(...args, '--output', 'json');
    if (failed(answer)) {
      return answer;
    }
    try {
      return { value: JSON.parse(answer.text) };
    } catch {
      return { problem: `"aws ${args.slice(0, 2).join(' ')}" printed invalid JSON` };
    }
  }
}
