import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Answers } from '../../src/options/option';
import { type CdkCase, replacing, writeCdkApps } from '../support/cdk-app';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { type Ended, run, runWell } from '../support/run';

jest.setTimeout(120_000);

const PACKAGES = join(__dirname, '..', '..', 'node_modules');
const TESTS = 'infra/test/pipeline-stack.test.ts';

const SIGN_IN = '{ actions: [\'ecr:GetAuthorizationToken\'], resources: [\'*\'] }';

/** Faults in an app's infrastructure, and the test of the app that must fail. */
const FAULTS: ReadonlyArray<readonly [test: string, path: string, from: string, to: string]> = [
  [
    'one rule starts the pipeline', 'infra/lib/trigger.ts', "'detail-type': ['CodeCommit Pull Request",
    "'detail-type': ['CodeCommit Repository",
  ],
  ['executions run one after the other, through all stages', 'infra/lib/pipeline.ts', "'QUEUED'", "'PARALLEL'"],
  ['image tags are immutable', 'infra/lib/images.ts', "'IMMUTABLE'", "'MUTABLE'"],
  [
    'a key with rotation encrypts images, artifacts and logs', 'infra/lib/key.ts', 'enableKeyRotation: true',
    'enableKeyRotation: false',
  ],
  ['a key with rotation encrypts images, artifacts and logs', 'infra/lib/artifacts.ts', "'aws:kms'", "'AES256'"],
  [
    'only the promotion can access the config repo', 'infra/lib/build.ts', SIGN_IN,
    "{ actions: ['codecommit:GitPush'], resources: ['arn:aws:codecommit:*:*:*'] }",
  ],
  [
    'only the promotion can access the config repo', 'infra/lib/pull-requests-stack.ts',
    'repositoryArn(answers.appName)', 'repositoryArn(answers.configRepoName)',
  ],
  [
    'each statement names its actions and resources', 'infra/lib/build.ts', SIGN_IN,
    "{ actions: ['ecr:*'], resources: [images.repository.attrArn] }",
  ],
  [
    'each statement names its actions and resources', 'infra/lib/build.ts', SIGN_IN,
    "{ actions: ['ecr:PutImage'], resources: ['*'] }",
  ],
];

/** Runs the tests of apps in one process, one app after the other: loading the CDK takes most of the time. */
function runTests(folders: readonly string[]): Promise<Ended> {
  const script = 'process.argv.slice(1).forEach((file) => require(file))';
  const files = folders.map((folder) => join(folder, TESTS));
  return run(
    process.execPath,
    ['--import', 'tsx', '--test-reporter=tap', '-e', script, ...files],
    dirname(folders[0]),
    process.env,
  );
}

const failuresIn = ({ stdout }: Ended) => [...stdout.matchAll(/^not ok \d+ - (.*)$/gm)].map(([, name]) => name);
const testsIn = (folder: string) =>
  [...readFileSync(join(folder, TESTS), 'utf8').matchAll(/^test\('(.*)',/gm)].map(([, name]) => name);
const passesIn = ({ stdout }: Ended) => [...stdout.matchAll(/^ok \d+ - /gm)].length;

test('its own tests pass for every infrastructure option, and each fails without its resource', async () => {
  const whole = OPTION_SETS_OF_THE_PIPELINE.map((answers): CdkCase => ({ answers }));
  const broken = FAULTS.map(([, path, from, to]): CdkCase => ({
    answers: { appName: 'shop' }, edit: replacing(path, from, to),
  }));
  const folders = writeCdkApps([...whole, ...broken]);
  const tests = testsIn(folders[0]);
  const ended = await runTests(folders);
  expect(failuresIn(ended)).toEqual(FAULTS.map(([name]) => name));
  expect(passesIn(ended)).toBe(tests.length * folders.length - broken.length);
  expect(new Set(FAULTS.map(([name]) => name))).toEqual(new Set(tests));
});

test('npm test runs the tests of the service and those of the infrastructure', async () => {
  const [folder] = writeCdkApps([{ answers: { appName: 'shop' } }]);
  const stdout = await runWell('npm', ['test'], folder, process.env);
  expect(stdout).toContain('forbids a browser to load anything else');
  expect(stdout).toContain('one rule starts the pipeline');
});

test('it compiles under its own strict tsconfig.json', async () => {
  const sets: Answers[] = [
    { appName: 'shop' },
    { appName: 'null', notify: "o'neil+pipeline@mail.example.co.uk", sign: true, prBuilds: false, upgrades: 'weekly' },
  ];
  const misspelt = {
    answers: { appName: 'shop' }, edit: replacing('infra/lib/build.ts', 'timeoutInMinutes', 'timeoutInSeconds'),
  };
  const folders = writeCdkApps([...sets.map((answers) => ({ answers })), misspelt]);
  const root = dirname(folders[0]);
  writeFileSync(
    join(root, 'tsconfig.json'),
    JSON.stringify({ extends: './0/infra/tsconfig.json', include: folders.map((folder) => `${folder}/infra/**/*.ts`) }),
  );
  const { stdout } = await run(
    process.execPath,
    [join(PACKAGES, 'typescript', 'bin', 'tsc'), '--strict', '--noEmit', '--pretty', 'false', '-p', '.'],
    root,
    process.env,
  );
  expect(stdout.split('\n').filter((line) => line.includes('error TS'))).toEqual([
    expect.stringMatching(/^2\/infra\/lib\/build\.ts.*'timeoutInSeconds' does not exist in type 'CfnProjectProps'/),
  ]);
});

test('it needs no role, bucket or version from "cdk bootstrap"', async () => {
  const answers = { appName: 'shop' };
  const other = replacing('infra/main.ts', 'synthesizer: new LegacyStackSynthesizer(),', '');
  const stacks = await Promise.all(
    writeCdkApps([{ answers }, { answers, edit: other }]).map(async (folder) => {
      await runWell(process.execPath, ['--import', 'tsx', 'infra/main.ts'], folder, {
        ...process.env, CDK_OUTDIR: 'cdk.out',
      });
      const { artifacts } = JSON.parse(readFileSync(join(folder, 'cdk.out', 'manifest.json'), 'utf8'));
      return JSON.stringify(
        Object.values<{ type: string }>(artifacts).filter(({ type }) => type === 'aws:cloudformation:stack'),
      );
    }),
  );
  expect(stacks).toEqual([
    expect.not.stringMatching(/roleArn|s3:|bootstrap/i), expect.stringMatching(/cdk-hnb659fds-cfn-exec-role/),
  ]);
});
