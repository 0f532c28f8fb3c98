import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { parseBuildspec } from './buildspec';
import { runBuildspec } from './run-buildspec';
import { describeAws } from '../describe-aws';

async function built(text: string, env: Record<string, string> = {}, isOnLambda = false) {
  let log = '';
  const result = await runBuildspec({
    spec: parseBuildspec(`version: 0.2\n${text}`),
    cwd: mkdtempSync('/run/build-'),
    env: { PATH: '/usr/bin:/bin', ...env },
    write: (part) => {
      log += part;
    },
    timeout: 60_000,
    isOnLambda,
  });
  const said = log.split('\n').filter((line) => line !== '' && !line.startsWith('[Container]'));
  return { ...result, said, ran: result.phases.map(({ name, succeeded }) => `${name} ${succeeded}`) };
}

describeAws('builds', () => {
  test('all phases share one shell with its variables, functions and working directory', async () => {
    const { said, succeeded } = await built(
      'phases: {install: {commands: [A=1, "mkdir x && cd x"]}, post_build: {commands: ["echo $A ${PWD##*/}"]}}',
    );
    expect([said, succeeded]).toEqual([['1 x'], true]);
  });

  test('a failing command ends its phase; post_build runs and sees the failure', async () => {
    const { said, ran, failedCommand } = await built(
      'phases: {build: {commands: ["false", echo no], finally: [echo at last]}, post_build: {commands: ["echo $CODEBUILD_BUILD_SUCCEEDING"]}}',
    );
    expect([said, ran, failedCommand]).toEqual([['at last', '0'], ['build false', 'post_build true'], 'false']);
  });

  test('a failure before the build phase ends the run', async () => {
    expect((await built('phases: {pre_build: {commands: ["exit 3"]}, build: {commands: [echo no]}}')).ran).toEqual([
      'pre_build false',
    ]);
  });

  test('on-failure: CONTINUE runs the next phase, and ABORT does not', async () => {
    expect(
      (await built('phases: {install: {on-failure: CONTINUE, commands: ["false"]}, build: {commands: ["true"]}}')).ran,
    ).toEqual(['install false', 'build true']);
    expect(
      (await built('phases: {build: {on-failure: ABORT, commands: ["false"]}, post_build: {commands: ["true"]}}')).ran,
    ).toEqual(['build false']);
  });

  test('variables of the build override variables of the buildspec', async () => {
    expect(
      (
        await built('env: {variables: {A: spec, B: spec}}\nphases: {build: {commands: ["echo $A $B"]}}', {
          B: 'project',
        })
      ).said,
    ).toEqual(['spec project']);
  });

  test('on Lambda compute, only /tmp is writable, and it holds the source', async () => {
    const commands =
      '["echo $PWD", "for folder in . /tmp /run /usr /var/tmp /root; do touch $folder/x 2>/dev/null && rm $folder/x && echo $folder; done; true"]';
    expect((await built(`phases: {build: {commands: ${commands}}}`, {}, true)).said).toEqual([
      '/tmp/codebuild/output/src', '.', '/tmp',
    ]);
    expect((await built(`phases: {build: {commands: ${commands}}}`)).said.slice(1)).toEqual([
      '.', '/tmp', '/run', '/usr', '/var/tmp', '/root',
    ]);
  });

  test('exports variables from the environment', async () => {
    const { exported } = await built(
      'env: {exported-variables: [A, B, C]}\nphases: {build: {commands: ["export A=\'x y\'; B=hidden"]}}',
    );
    expect(exported).toEqual({ A: 'x y', B: '', C: '' });
  });

  test('runs sh unless the buildspec names another shell', async () => {
    expect((await built('phases: {build: {commands: ["[[ a == a ]]"]}}')).succeeded).toBe(false);
    expect((await built('env: {shell: bash}\nphases: {build: {commands: ["[[ a == a ]]"]}}')).succeeded).toBe(true);
  });

  test('standard input of a command is empty, and the next command still runs', async () => {
    expect((await built('phases: {build: {commands: [cat, echo next]}}')).said).toEqual(['next']);
  });

  test('each build has its own /tmp, which is removed afterwards', async () => {
    const ofOthers = mkdtempSync('/tmp/gitops-eks-test-');
    const { said } = await built(
      'phases: {build: {commands: ["ls -A /tmp", "echo left > /tmp/left"]}, post_build: {commands: [cat /tmp/left]}}',
    );
    rmdirSync(ofOthers);
    expect(said).toEqual(['left']);
    expect(existsSync('/tmp/left')).toBe(false);
  });
});

test.each([
  ['another version', 'version: 0.1\nphases: {build: {}}', /invalid buildspec version/],
  ['no phases', 'version: 0.2', /phases must not be empty/],
  [
    'a command that YAML parses as a map', 'version: 0.2\nphases: {build: {commands: [{echo: x}]}}',
    /Expected Commands\[0\] to be of string type/,
  ],
  [
    'a runtime that the image does not have', 'version: 0.2\nphases: {install: {runtime-versions: {nodejs: 20}}}',
    /Unknown runtime version named '20'/,
  ],
  [
    'an unsupported key', 'version: 0.2\nphases: {build: {}}\nbatch: {}',
    'does not know the property batch of the buildspec',
  ],
  [
    'an unsupported value of on-failure', 'version: 0.2\nphases: {build: {on-failure: RETRY}}',
    'does not know the value "RETRY" of on-failure of build of phases',
  ],
])('refuses %s', (_, text, message) => {
  expect(() => parseBuildspec(text)).toThrow(message);
});
