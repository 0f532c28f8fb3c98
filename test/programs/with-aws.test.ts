import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { basicScan, fakeCodeBuild, Input, JsonServer, SAMPLE_BUILD } from '../aws-stand-in';
import { Build, FILE, IMAGE, overlay, World } from './promotion';
import { runWithAws } from './run-program';
import { AWS, testWith } from '../support/programs';
import { temporaryFolder } from '../support/temporary-folder';

jest.setTimeout(120_000);

const version = spawnSync('aws', ['--version'], { encoding: 'utf8' }).stdout ?? '';
const hasVersion2 = version.startsWith('aws-cli/2');
const testWithAws = testWith(AWS);
/** CodeBuild's image has version 2, and only that reads files as base64. */
const testWithVersion2 = hasVersion2 ? testWithAws : skipped();

let [world, server]: [World, JsonServer] = [] as never;
let folder: string;
let [first, second]: Build[] = [];
let builds: Input[] = [];

const codebuild = fakeCodeBuild(() => builds);

beforeEach(async () => {
  folder = temporaryFolder();
  world = new World(folder);
  world.commit('my-app-config', { [FILE]: overlay() });
  [first, second] = world.builds([1, 2]);
  world.requests.length = 0;
  server = await JsonServer.start({
    services: [world.codecommit, world.ecr, codebuild], accessKeys: { AKIDEXAMPLE: 'secret' },
  });
});

afterEach(() => server.stop());

const promote = (build: Build, more: Record<string, string> = {}) =>
  runWithAws('promote', join(folder, 'run'), server.url, { ...world.env(build), ...more });

testWithVersion2('promotes, and skips an older commit', async () => {
  expect(await promote(second)).toMatchObject({
    code: 0, stderr: '', stdout: expect.stringContaining(`Promoted ${second.commit}`),
  });
  expect(world.text()).toBe(overlay(second.digest, IMAGE));
  expect(await promote(first)).toMatchObject({
    code: 0, stderr: '', stdout: `${first.commit} is older than ${second.commit}, which is deployed: skipped.\n`,
  });
});

testWithVersion2('of two concurrent promotions, the newer one is deployed', async () => {
  const ended = await Promise.all([promote(first), promote(second)]);
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([[0, ''], [0, '']]);
  expect(world.text()).toBe(overlay(second.digest, IMAGE));
});

testWithVersion2('opens a pull request and another that supersedes it', async () => {
  expect(await promote(first, { MODE: 'pull-request' })).toMatchObject({ code: 0, stderr: '' });
  const { code, stdout, stderr } = await promote(second, { MODE: 'pull-request' });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Pull request 1 is closed: 2 supersedes it.');
  expect(world.text(world.tip(`promote/dev/${second.commit}`))).toBe(overlay(second.digest, IMAGE));
});

testWithAws('writes nothing with an AWS CLI that would encode files twice', async () => {
  const { code, stderr } = await promote(first);
  expect([code, world.text()]).toEqual(hasVersion2 ? [0, overlay(first.digest, IMAGE)] : [1, overlay()]);
  expect(stderr).toMatch(hasVersion2 ? /^$/ : /^Not promoted: [^]*--cli-binary-format/);
});

testWithAws('the gate reads all pages of findings and the waivers', async () => {
  const findings = Array.from({ length: 130 }, (_, at) => ({
    name: `CVE-${at}`, severity: at === 120 ? 'CRITICAL' : 'LOW', uri: 'https://cve.example',
  }));
  world.ecr.setScan(first.digest, basicScan(...findings));
  const env = {
    ...world.env(first), THRESHOLD: 'critical', UNSCANNABLE_IMAGES: 'refuse', WAIVERS: 'scan-waivers.json',
  };
  const gate = () => runWithAws('scan-gate', join(folder, 'run'), server.url, env);
  const refused = await gate();
  expect(refused).toMatchObject({
    code: 1,
    stderr: `Not accepted: ${first.digest} has 1 open findings (threshold: critical). Update the image, or waive them in scan-waivers.json.\n`,
  });
  expect(refused.stdout).toContain('LOW: 129\n');
  const expires = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  writeFileSync(
    join(folder, 'run', 'scan-waivers.json'),
    JSON.stringify({ waivers: [{ id: 'CVE-120', expires, reason: 'Because' }] }),
  );
  expect(await gate()).toMatchObject({ code: 0, stderr: '' });
  expect(world.requests).toEqual(Array(4).fill('ecr:DescribeImageScanFindings repository/my-app'));
});

testWithAws('the result of a build becomes a comment', async () => {
  const before = world.commit('my-app', { file: '1' });
  world.codecommit.answer('CreateBranch', { repositoryName: 'my-app', branchName: 'feature', commitId: before });
  const after = world.commit('my-app', { file: '2' }, 'feature');
  world.codecommit.answer('CreatePullRequest', {
    title: 'Feature', targets: [{ repositoryName: 'my-app', sourceReference: 'feature' }],
  });
  const id = 'my-app-pull-request:01234567-89ab-cdef-0123-456789abcdef';
  builds = [
    {
      ...SAMPLE_BUILD,
      id,
      buildStatus: 'FAILED',
      resolvedSourceVersion: after,
      logs: { deepLink: 'https://console.example/log' },
      environment: {
        ...SAMPLE_BUILD.environment,
        environmentVariables: [
          { name: 'PULL_REQUEST', value: '1' },
          { name: 'BEFORE_COMMIT', value: before },
        ],
      },
    },
  ];
  const BUILD_ID = `arn:aws:codebuild:us-east-1:111122223333:build/${id}`;
  expect(
    await runWithAws('report-pull-request', join(folder, 'run'), server.url, { BUILD_ID, REPOSITORY: 'my-app' }),
  ).toEqual({
    code: 0,
    stderr: '',
    stdout: 'Pull request 1: The build of this commit failed. [Log](https://console.example/log)\n',
  });
});

testWithAws.each([
  ['AWS_ACCESS_KEY_ID', 'UnrecognizedClientException'], ['AWS_SECRET_ACCESS_KEY', 'InvalidSignatureException'],
])('refuses a wrong %s and names it', async (variable, error) => {
  const env = { ...world.env(first), THRESHOLD: 'high', WAIVERS: 'scan-waivers.json', [variable]: 'wrong' };
  const { code, stderr } = await runWithAws('scan-gate', join(folder, 'run'), server.url, env);
  expect([code, stderr]).toEqual([1, expect.stringContaining(`Not accepted: An error occurred (${error})`)]);
  expect(world.requests).toEqual([]);
});

function skipped(): jest.It {
  process.stderr.write(
    `version 2 of aws is not here (${version.trim() || 'no aws'}), so the promotion is not tried with it. Get it with: ${AWS.get}\n`,
  );
  return xtest as jest.It;
}
