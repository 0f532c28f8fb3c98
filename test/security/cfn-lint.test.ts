import { resolveOptions } from '../../src/options/resolve';
import { isTemplate } from '../support/cloudformation-stacks';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { CFN_LINT, testWith } from '../support/programs';
import { fileIn, renderPair } from '../support/render-pair';
import { lintFindings } from '../support/security/cfn-lint';
import { REFERENCE, STACK_TOOLS, STACKS } from '../verifiers/infrastructure';

const testWithCfnLint = testWith(CFN_LINT);

/** The distinct templates of the option sets that a region takes, as they are rendered. */
function templatesIn(region: string): string[] {
  const taken = OPTION_SETS_OF_THE_PIPELINE.map((answers) => ({ ...answers, region })).filter((answers) => {
    try {
      return Boolean(resolveOptions(answers));
    } catch {
      return false;
    }
  });
  return [...new Set(taken.flatMap((answers) => renderPair(answers)).filter(isTemplate).map(({ content }) => content))];
}

testWithCfnLint.each(['us-east-1', 'eu-central-1', 'cn-north-1', 'us-gov-west-1'])('finds nothing: %s', (region) => {
  const templates = templatesIn(region);
  expect(templates.length).toBeGreaterThanOrEqual(5);
  expect(lintFindings(templates, region)).toEqual([]);
}, 300_000);

testWithCfnLint.each(STACK_TOOLS.filter((iac) => iac !== REFERENCE))(
  'finds nothing in the stacks of iac: %s',
  (iac) => {
    const stacks = STACKS[iac].stacksOf(OPTION_SETS_OF_THE_PIPELINE).flat();
    const findings = lintFindings([...new Set(stacks.map(({ template }) => JSON.stringify(template)))], 'us-east-1');
    // Style rules do not apply to the CDK's output.
    expect(findings.filter(({ rule }) => !rule.startsWith('I'))).toEqual([]);
  },
  300_000,
);

testWithCfnLint(
  'finds mistakes in YAML and in JSON',
  () => {
    const { content } = fileIn(renderPair({ appName: 'shop' }), 'app/infra/pipeline.yaml');
    const json = JSON.stringify({
      Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketNaem: 'shop' } } },
    });
    const found = lintFindings([content.replace('ExecutionMode: QUEUED', 'ExecutionMode: QUEUE'), json], 'us-east-1');
    expect(found.map(({ rule, resource }) => `${rule} at ${resource}`).sort()).toEqual([
      'E3002 at Bucket', 'E3030 at Pipeline',
    ]);
  },
  60_000,
);
