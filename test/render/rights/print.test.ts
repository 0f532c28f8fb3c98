import { resolveOptions } from '../../../src/options/resolve';
import { createContext } from '../../../src/render/context';
import { printRights } from '../../../src/render/rights';
import { printCdk } from '../../../src/render/rights/print/cdk';
import { printCloudFormation } from '../../../src/render/rights/print/cloudformation';
import type { Statement } from '../../../src/render/rights/statement';

const context = createContext('app', resolveOptions({ appName: 'shop' }), '0.0.0');

const STATEMENT: Statement = {
  why: 'To commit the digest to this one branch.',
  actions: ['codecommit:CreateCommit'],
  resources: ['configRepository'],
  condition: { StringEquals: { 'codecommit:References': { value: 'defaultBranch' } } },
};

const REFUSAL: Statement = {
  effect: 'Deny',
  principal: 'everyone',
  actions: ['s3:*'],
  resources: ['artifacts', 'artifactObjects'],
  condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

describe('a statement and its reason', () => {
  test('in CloudFormation: a single action or resource is a scalar', () => {
    expect(printCloudFormation([STATEMENT], context, 2)).toBe([
      '  # To commit the digest to this one branch.',
      '  - Effect: Allow',
      '    Action: codecommit:CreateCommit',
      '    Resource: !Sub arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:${ConfigRepositoryName}',
      '    Condition:',
      '      StringEquals:',
      '        codecommit:References: !Sub refs/heads/${BranchName}',
      '',
    ].join('\n'));
  });

  test('in CloudFormation: several resources are a list, and ambiguous YAML is quoted', () => {
    expect(printCloudFormation([REFUSAL], context, 0)).toBe([
      '- Effect: Deny',
      '  Principal: "*"',
      '  Action: s3:*',
      '  Resource:',
      '    - !GetAtt Artifacts.Arn',
      '    - !Sub ${Artifacts.Arn}/*',
      '  Condition:',
      '    Bool:',
      '      aws:SecureTransport: "false"',
      '',
    ].join('\n'));
  });

  test('in the CDK: one line when it fits', () => {
    const [short] = [{ ...STATEMENT, condition: undefined }];
    expect(printCdk([short], context, 4)).toBe([
      '    // To commit the digest to this one branch.',
      '    { actions: [\'codecommit:CreateCommit\'], resources: [repositoryArn(answers.configRepoName)] },',
      '',
    ].join('\n'));
  });

  test('in the CDK: a line for each part when one line is too long', () => {
    const actions = ['UploadArchive', 'CancelUploadArchive', 'GetUploadArchiveStatus'].map(
      (name) => `codecommit:${name}`,
    );
    expect(
      printCdk([{ actions: [...actions, 'codecommit:GetBranch'], resources: ['appRepository'] }], context, 6),
    ).toBe(
      [
        '      {', '        actions: [',
        ...[...actions, 'codecommit:GetBranch'].map((action) => `          '${action}',`), '        ],',
        '        resources: [repositoryArn(answers.appName)],', '      },', '',
      ].join('\n'),
    );
  });

  test('in the CDK: a deny names its principals', () => {
    expect(printCdk([REFUSAL], context, 0)).toContain('effect: Effect.DENY,\n  principals: [new StarPrincipal()],');
  });
});

describe('a template that includes', () => {
  test('unknown rights fails and names the existing ones', () => {
    expect(() => printRights('bild', context, 'yaml', 0)).toThrow(/rights\/bild.*only artifacts, build, /);
  });

  test('rights in a file of another language fails', () => {
    expect(() => printRights('build', context, 'shell', 0)).toThrow(/a file of shell/);
  });

  test('the trust of a parameter in CloudFormation fails', () => {
    expect(() => printRights('trust', context, 'yaml', 0)).toThrow(/names the service of each role/);
    expect(printRights('trust', context, 'javascript', 0)).toContain('new ServicePrincipal(service)');
  });
});
