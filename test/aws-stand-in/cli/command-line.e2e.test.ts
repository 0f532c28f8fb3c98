import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCommandLine, putCommandLine } from './command-line';
import { processes } from '../../support/machine/process-list';
import { stopServices } from '../../support/machine/processes';
import { until } from '../../support/machine/until';
import { run } from '../../support/run';
import { describeAws } from '../describe-aws';

describeAws('the AWS command line, loaded already', () => {
  let [folder, real] = ['', ''];
  const env = (more: NodeJS.ProcessEnv = {}) => ({
    PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', ...more,
  });

  beforeAll(async () => {
    folder = mkdtempSync('/run/command-line-');
    real = findCommandLine()!;
    await putCommandLine(folder, join(folder, 'logs'));
    writeFileSync(join(folder, 'config'), '[default]\nregion = ap-south-1\n');
    writeFileSync(join(folder, 'body.json'), '{"tést": 1}');
  });
  afterAll(() => stopServices());

  const asked = (args: string[], more?: NodeJS.ProcessEnv) =>
    Promise.all([join(folder, 'aws'), real].map((aws) => run(aws, args, folder, env(more))));

  test.each<[string, string[], NodeJS.ProcessEnv]>([
    ['its version', ['--version'], {}],
    ['an unknown call', ['s3', 'fly'], {}],
    ['a setting from a file named in its environment', ['configure', 'get', 'region'], { AWS_CONFIG_FILE: 'config' }],
    ['a call without credentials', ['sts', 'get-caller-identity', '--region', 'eu-west-1'], {}],
    [
      'a request with a file from its working directory',
      [
        'codecommit', 'create-commit', '--repository-name', 'r', '--branch-name', 'b', '--commit-message',
        'file://body.json', '--generate-cli-skeleton', 'input',
      ],
      {},
    ],
    [
      'an endpoint without a listener',
      ['sns', 'list-topics', '--endpoint-url', 'http://127.0.0.1:9', '--no-sign-request', '--region', 'eu-west-1'],
      { AWS_MAX_ATTEMPTS: '1' },
    ],
  ])('prints the same for %s as a new process', async (_, args, more) => {
    const [own, anew] = await asked(args, more);
    expect(own).toEqual(anew);
    expect(own.stdout + own.stderr).not.toBe('');
  });

  test('passes standard input on', async () => {
    const script = `printf 'yes' | "${folder}/aws" s3 cp - s3://bucket/key --dryrun --region eu-west-1`;
    expect(await run('bash', ['-c', script], folder, env())).toEqual({
      code: 0, stdout: '(dryrun) upload: - to s3://bucket/key\n', stderr: '',
    });
  });

  test('sees files that only the caller\'s mounts have', async () => {
    const script = `mount -t tmpfs own /tmp && echo '{"TopicArn": "x"}' >/tmp/own.json && "${folder}/aws" sns get-topic-attributes --cli-input-json file:///tmp/own.json --generate-cli-skeleton output --region eu-west-1`;
    expect(await run('unshare', ['--mount', 'sh', '-c', script], folder, env())).toMatchObject({ code: 0, stderr: '' });
  });

  test('keeps no state between calls', async () => {
    await asked(['configure', 'get', 'region'], { AWS_CONFIG_FILE: 'config', AWS_PROFILE: 'default' });
    const [own, anew] = await asked(['configure', 'get', 'region']);
    expect(own).toEqual(anew);
    expect(own).toMatchObject({ code: 1, stdout: '' });
  });

  test('ends when its caller ends', async () => {
    // Of the server, there is one more process for each run, and another one for each client.
    const running = async () => processes().filter(({ command }) => command.includes('server.py')).length;
    await until('no run is left', running, (count) => count === 1);
    // Waits for a server that never answers.
    const listener = spawn(
      process.execPath,
      ['-e', 'require("net").createServer().listen(9999, "127.0.0.1", () => console.log("listens"))'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((done) => listener.stdout.once('data', done));
    const called = spawn(
      join(folder, 'aws'),
      ['sns', 'list-topics', '--endpoint-url', 'http://127.0.0.1:9999', '--no-sign-request', '--region', 'eu-west-1'],
      { env: env(), stdio: 'ignore' },
    );
    await until('the run has begun', running, (count) => count > 1);
    called.kill('SIGKILL');
    await until('the run has ended', running, (count) => count === 1);
    listener.kill();
  });
});
