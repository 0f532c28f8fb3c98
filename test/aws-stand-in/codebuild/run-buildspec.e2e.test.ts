import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { parseBuildspec } from './buildspec';
import { runBuildspec } from './run-buildspec';
import { describeAws } from '../describe-aws';

async function built(text: string, env: Record<string, string> = {}, isOnLambda = false) {
  let log = '';
  const result = await runBuildspec({
    spec: parseBuildspec(`version: 0.2\n${text}`), cwd: mkdtempSync('/run/build-'), env: { PATH: '/usr/bin:/bin', ...env }, write: (part) => { log += part; }, timeout: 60_000, isOnLambda,
  });
  const said = log.split('\n').filter((line) => line !== '' && !line.startsWith('[Container]'));
  return { ...result, said, ran: result.phases.map(({ name, succeeded }) => `${name} ${succeeded}`) };
}

describeAws('builds', () => {
  test('one shell for all phases: variables, functions and folders stay', async () => {
    const { said, succeeded } = await built('phases: {install: {commands: [A=1, "mkdir x && cd x"]}, post_build: {commands: ["echo $A ${PWD##*/}"]}}');
    expect([said, succeeded]).toEqual([['1 x'], true]);
  });

  test('a failing command ends its phase; what comes after a build runs and sees it', async () => {
    const { said, ran, failedCommand } = await built('phases: {build: {commands: ["false", echo no], finally: [echo at last]}, post_build: {commands: ["echo $CODEBUILD_BUILD_SUCCEEDING"]}}');
    expect([said, ran, failedCommand]).toEqual([['at last', '0'], ['build false', 'post_build true'], 'false']);
  });

  test('a failure before the build ends everything', async () => {
    expect((await built('phases: {pre_build: {commands: ["exit 3"]}, build: {commands: [echo no]}}')).ran).toEqual(['pre_build false']);
  });

  test('on-failure: CONTINUE goes on, and ABORT does not', async () => {
    expect((await built('phases: {install: {on-failure: CONTINUE, commands: ["false"]}, build: {commands: ["true"]}}')).ran).toEqual(['install false', 'build true']);
    expect((await built('phases: {build: {on-failure: ABORT, commands: ["false"]}, post_build: {commands: ["true"]}}')).ran).toEqual(['build false']);
  });

  test('what is given counts more than what the buildspec says', async () => {
    expect((await built('env: {variables: {A: spec, B: spec}}\nphases: {build: {commands: ["echo $A $B"]}}', { B: 'project' })).said).toEqual(['spec project']);
  });

  test('on Lambda compute, files can be written below /tmp alone, where the source is', async () => {
    const commands = '["echo $PWD", "for folder in . /tmp /run /usr /var/tmp /root; do touch $folder/x 2>/dev/null && rm $folder/x && echo $folder; done; true"]';
    expect((await built(`phases: {build: {commands: ${commands}}}`, {}, true)).said).toEqual(['/tmp/codebuild/output/src', '.', '/tmp']);
    expect((await built(`phases: {build: {commands: ${commands}}}`)).said.slice(1)).toEqual(['.', '/tmp', '/run', '/usr', '/var/tmp', '/root']);
  });

  test('exported variables are those of the environment', async () => {
    const { exported } = await built('env: {exported-variables: [A, B, C]}\nphases: {build: {commands: ["export A=\'x y\'; B=hidden"]}}');
    expect(exported).toEqual({ A: 'x y', B: '', C: '' });
  });

  test('the shell is a plain sh unless another is asked for', async () => {
    expect((await built('phases: {build: {commands: ["[[ a == a ]]"]}}')).succeeded).toBe(false);
    expect((await built('env: {shell: bash}\nphases: {build: {commands: ["[[ a == a ]]"]}}')).succeeded).toBe(true);
  });

  test('a command that reads finds nothing, and does not eat the next one', async () => {
    expect((await built('phases: {build: {commands: [cat, echo next]}}')).said).toEqual(['next']);
  });

  test('each build has a /tmp of its own, which goes with it', async () => {
    const ofOthers = mkdtempSync('/tmp/gitops-eks-test-');
    const { said } = await built('phases: {build: {commands: ["ls -A /tmp", "echo left > /tmp/left"]}, post_build: {commands: [cat /tmp/left]}}');
    rmdirSync(ofOthers);
    expect(said).toEqual(['left']);
    expect(existsSync('/tmp/left')).toBe(false);
  });
});

test.each([
  ['another version', 'version: 0.1\nphases: {build: {}}', /invalid buildspec version/],
  ['no phases', 'version: 0.2', /phases must not be empty/],
  ['a command that YAML takes for a map', 'version: 0.2\nphases: {build: {commands: [{echo: x}]}}', /Expected Commands\[0\] to be of string type/],
  ['a runtime that the image does not have', 'version: 0.2\nphases: {install: {runtime-versions: {nodejs: 20}}}', /Unknown runtime version named '20'/],
  ['something that this runner does not do', 'version: 0.2\nphases: {build: {}}\nbatch: {}', 'does not know the property batch of the buildspec'],
  ['a way on that this runner does not know', 'version: 0.2\nphases: {build: {on-failure: RETRY}}', 'does not know the value "RETRY" of on-failure of build of phases'],
])('is refused: %s', (_, text, message) => {
  expect(() => parseBuildspec(text)).toThrow(message);
});
