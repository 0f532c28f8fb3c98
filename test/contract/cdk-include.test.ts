import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { fileIn, renderPair } from '../support/render-pair';
import { temporaryFolder } from '../support/temporary-folder';
import { writeFiles } from '../support/write-files';

/**
 * The CDK reads a template into its own classes, whose validators know every property's type and which ones are
 * required.
 */
function synthesize(name: string, content: string): Record<string, { Type: string }> {
  const folder = temporaryFolder();
  writeFiles(folder, [{ path: name, content }]);
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Stack');
  new CfnInclude(stack, 'Template', { templateFile: join(folder, name) });
  return app.synth().getStackByName(stack.stackName).template.Resources;
}

test.each(OPTION_SETS_OF_THE_PIPELINE)('the CDK includes both templates for %j', (answers) => {
  const files = renderPair(answers);
  const pipeline = synthesize('pipeline.yaml', fileIn(files, 'app/infra/pipeline.yaml').content);
  const repositories = synthesize('repositories.yaml', fileIn(files, 'app/infra/repositories.yaml').content);
  expect(Object.values(pipeline).map(({ Type }) => Type)).toContain('AWS::CodePipeline::Pipeline');
  expect(Object.values(repositories).filter(({ Type }) => Type === 'AWS::CodeCommit::Repository'))
    .toHaveLength(answers.layout === 'single' ? 1 : 2);
});

test('the CDK refuses a value of the wrong type', () => {
  const { content } = fileIn(renderPair({ appName: 'shop' }), 'app/infra/pipeline.yaml');
  expect(() => synthesize('pipeline.yaml', content.replace('TimeoutInMinutes: 30', 'TimeoutInMinutes: soon'))).toThrow(
    'timeoutInMinutes',
  );
});
