import type { Statement } from './statement';

/** The rule that starts the pipeline. */
export function trigger(): Statement[] {
  return [{
    why: 'Start only this pipeline.',
    actions: ['codepipeline:StartPipelineExecution'],
    resources: ['pipeline'],
  }];
}
