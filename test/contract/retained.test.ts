import { testWithBash } from '../support/bash';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { parseYaml } from '../support/parse-file';
import { fileIn, renderPair } from '../support/render-pair';
import { TaskFolder } from '../support/tasks';

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const RETAINED = OPTION_SETS_OF_THE_PIPELINE.filter(({ retainData }) => retainData);

/** The properties that are names, of the types that stay. Keys and buckets without one get a new name each time. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
};

const resourcesIn = (content: string) =>
  Object.values((parseYaml(content, '1.2')[0] as { Resources: Record<string, Resource> }).Resources);

const AWS = 'case "$*" in *get-caller-identity*) echo 123456789012 ;; *StackStatus*) echo CREATE_COMPLETE ;; esac';

/** The commands that delete retained resources that block the next deployment. */
function commandsNeeded(answers: object): string[] {
  const files = renderPair({ ...answers, iac: 'cloudformation' }).filter(({ path }) =>
    /^infra\/(pipeline|programs|pull-requests|upgrades)\.yaml$/.test(path),
  );
  const kept = files
    .flatMap(({ content }) => resourcesIn(content))
    .filter(({ Type, DeletionPolicy, Properties }) => DeletionPolicy?.startsWith('Retain') && Properties[NAMES[Type]]);
  return kept.map(({ Type, Properties }) => {
    switch (Type) {
      case 'AWS::ECR::Repository':
        return 'aws ecr delete-repository --region us-east-1 --repository-name shop --force';
      case 'AWS::Logs::LogGroup':
        return `aws logs delete-log-group --region us-east-1 --log-group-name ${Properties.LogGroupName}`;
      default:
        throw new Error(`${Type} stays under a name: which command deletes it?`);
    }
  });
}

testWithBash.each(RETAINED)(
  'pipeline:delete prints a command for everything that blocks the next deployment: %j',
  (answers) => {
    const { status, stdout } = new TaskFolder(answers).program('aws', AWS).run('pipeline/delete', '--yes');
    expect(status).toBe(0);
    const printed = [...stdout.matchAll(/^ {2}(aws .*)$/gm)].map(([, command]) => command);
    expect(printed.sort()).toEqual(commandsNeeded(answers).sort());
    expect(printed.length).toBeGreaterThan(1);
    expect(stdout).toContain('"npx projen pipeline:deploy" cannot create them again');
    expect(stdout).toContain('"Retained resources" in README.md');
  },
);

test.each([
  [
    'cloudformation',
    /### Retained resources[^]*create-change-set [^\n]*shop-pipeline [^]*--import-existing-resources [^]*execute-change-set/,
  ],
  ['cdk', /### Retained resources[^]*cdk deploy shop-pipeline shop-programs shop-pull-requests --import-existing-resources/],
])('the README says how to import retained resources (iac: %s)', (iac, command) => {
  const readme = (retainData: boolean) =>
    fileIn(renderPair({ appName: 'shop', iac, retainData }), 'app/README.md').content;
  expect(readme(true)).toMatch(command);
  expect(readme(true)).toContain(
    'repositories, the image registry and the log groups: the tasks above print the commands',
  );
  expect(readme(false)).not.toMatch(command);
});

// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html
test('importable resources have a plain name and are retained with their stack\'s deletion', () => {
  const { content } = fileIn(renderPair({ appName: 'shop', retainData: true }), 'app/infra/programs.yaml');
  const groups = resourcesIn(content).filter(({ Type }) => Type === 'AWS::Logs::LogGroup');
  expect(groups.length).toBeGreaterThan(1);
  groups.forEach(({ DeletionPolicy, Properties }) => {
    expect([DeletionPolicy, typeof Properties.LogGroupName]).toEqual(['RetainExceptOnCreate', 'string']);
  });
});
