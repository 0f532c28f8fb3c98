import { join } from 'node:path';
import { waiversOf } from './waivers';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { runProgram, testWith } from '../support/programs';
import { CHECKOV, checkovFindings } from '../support/security/checkov';
import { compare } from '../support/security/findings';
import { temporaryFolder } from '../support/temporary-folder';
import { type InfraFiles, infraFilesOf } from '../support/terraform/module';
import { missingForTerraform, tofuProgram, writeTerraformSettings } from '../support/terraform/program';
import { writeFiles } from '../support/write-files';

/** With the name of a region outside of the partition `aws`, and an account. */
const SETS = [
  ...OPTION_SETS_OF_THE_PIPELINE.filter(({ sign }) => sign !== true),
  { appName: 'shop', region: 'us-gov-west-1', accountId: '123456789012' },
];
const MODULES: readonly InfraFiles[] = SETS.map(infraFilesOf);

const missing = missingForTerraform();
if (missing) {
  process.stderr.write(`Terraform's own checks are skipped: ${missing}\n`);
}
const tofu = missing ? undefined : tofuProgram();
if (!missing && tofu === undefined) {
  process.stderr.write('OpenTofu is missing, so only Terraform checks its files: run test/e2e/engines/build tofu\n');
}
const describeTerraform = missing ? describe.skip : describe;

function written(files: InfraFiles): string {
  const folder = temporaryFolder();
  writeFiles(
    folder,
    Object.entries(files).map(([path, content]) => ({ path: join('infra', path), content })),
  );
  return join(folder, 'infra');
}

describeTerraform('Terraform', () => {
  let settings: string;
  beforeEach(() => {
    settings = writeTerraformSettings(temporaryFolder());
  });

  const runs = (program: string) => (folder: string, ...args: string[]) =>
    runProgram('env', [`TF_CLI_CONFIG_FILE=${settings}`, program, `-chdir=${folder}`, ...args, '-no-color'], folder);
  const terraform = runs('terraform');

  function ready(files: InfraFiles, program = terraform): string {
    const folder = written(files);
    expect(program(folder, 'init', '-backend=false', '-input=false')).toMatchObject({ code: 0 });
    return folder;
  }

  (tofu === undefined ? test.skip : test)('OpenTofu finds the same files formatted and valid, and runs their tests', () => {
    const program = runs(tofu ?? '');
    const folder = ready(MODULES[0], program);
    expect(program(folder, 'fmt', '-check', '-diff', '-recursive')).toEqual({ code: 0, output: '' });
    expect(program(folder, 'validate')).toMatchObject({ code: 0, output: expect.stringContaining('Success!') });
    expect(program(folder, 'test')).toMatchObject({ code: 0, output: expect.stringContaining('2 passed, 0 failed') });
  }, 300_000);

  test.each(SETS.map((answers, index) => [JSON.stringify(answers), index] as const))(
    'finds the files formatted and valid, and runs their tests: %s',
    (_, index) => {
      const folder = ready(MODULES[index]);
      expect(terraform(folder, 'fmt', '-check', '-diff', '-recursive')).toEqual({ code: 0, output: '' });
      expect(terraform(folder, 'validate')).toMatchObject({ code: 0, output: expect.stringContaining('Success!') });
      expect(terraform(folder, 'test')).toMatchObject({
        code: 0,
        output: expect.stringContaining('2 passed, 0 failed'),
      });
    },
    300_000,
  );

  test('names an argument that the provider does not have', () => {
    const folder = ready({
      ...MODULES[0],
      'build.tf': MODULES[0]['build.tf'].replace('build_timeout', 'build_timeouts'),
    });
    expect(terraform(folder, 'validate')).toMatchObject({
      code: 1,
      output: expect.stringContaining('An argument named "build_timeouts" is not expected here'),
    });
  }, 120_000);

  test('fails the tests of a pair whose tags can be overwritten', () => {
    const folder = ready({ ...MODULES[0], 'images.tf': MODULES[0]['images.tf'].replace('"IMMUTABLE"', '"MUTABLE"') });
    expect(terraform(folder, 'test')).toMatchObject({
      code: 1,
      output: expect.stringContaining('A tag is a commit, whose image must not change.'),
    });
  }, 120_000);
});

testWith(CHECKOV)(
  'checkov finds only waived findings',
  () => {
    const files = MODULES.flatMap((module, index) =>
      Object.entries(module)
        .filter(([path]) => /^(capability\/)?[^/]+\.(tf|tfvars)$/.test(path))
        .map(([path, content]) => ({ path: `${index}/${path}`, content })),
    );
    const { findings, resources } = checkovFindings('terraform', files);
    expect(compare(findings, waiversOf('checkov (Terraform)'))).toEqual({ unexplained: [], idle: [] });
    expect(resources).toBeGreaterThan(200);
  },
  300_000,
);
