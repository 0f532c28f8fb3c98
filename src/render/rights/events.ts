import type { Statement } from './statement';

/** The rule that starts the pipeline. */
export function trigger(): Statement[] {
  return [{
    why: 'To start this one pipeline.',
    actions: ['codepipeline:StartPipelineExecution'],
    resources: ['pipeline'],
  }];
}
