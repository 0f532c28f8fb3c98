import { execute, failureOf, lastWords, mustSucceed } from './outcome';
import { Pair } from './pair';
import {
  ACCOUNT,
  basicScan,
  branchEvent,
  describeAws,
  type Execution,
  ORIGIN,
  pullRequestEvent,
  REGION,
  startWorld,
  type World,
} from '../../aws-stand-in';
import { stepsOf } from '../support/steps';

const CRITICAL = basicScan({ name: 'CVE-2026-0001', severity: 'CRITICAL', uri: 'https://example.com/CVE-2026-0001' });

/** The engines from a push to the promotion. */
const LOOP = 'moto, git, docker, docker-registry';

/** A recorded test, with the engines that it ran on and what it checks. */
function refusal(title: string, engine: string, asserts: string, run: () => Promise<void>): void {
  test(title, () => stepsOf('aws')(title, { part: 'refusal', engine, asserts }, run));
}

/** Each test leaves a working pipeline and does not depend on other tests' promotions. */
describeAws('rejected changes', () => {
  let world: World;
  let pair: Pair;
  let first: Execution;
  beforeAll(async () => {
    world = await startWorld();
    pair = await Pair.make(world, { appName: 'shop', notify: 'on-call@example.com', prBuilds: false });
    await pair.deploy();
    first = mustSucceed(await execute(world, 'shop'));
  });
  afterAll(() => world?.stop());
  afterEach(() => {
    delete world.meanwhile.call;
    delete world.meanwhile.scan;
  });

  refusal('a failing unit test ends the build before it builds an image, and sends a notification', 'moto, git, npm',
    'the build ends at npm test, before docker build; the config repo is unchanged; SNS received the failure',
    async () => {
      const tip = await pair.configTip();
      pair.change('app', 'server.js', '\'ok\\n\'', '\'broken\\n\'');
      await pair.push('app', 'Break it');
      const { stage, problem, build } = failureOf(await execute(world, 'shop'));
      const words = 'Phase: PRE_BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while executing command: npm test';
      expect([stage, problem]).toEqual(['Build', expect.stringContaining(words)]);
      expect(build!.log).toContain('answers /healthz');
      expect(build!.log).not.toContain('docker build');
      expect(await pair.configTip()).toBe(tip);
      expect(world.messages.slice(-1)[0]).toMatch(/shop.*fail/i);
      await pair.well('app', 'git', 'revert', '--no-edit', 'HEAD');
      await pair.well('app', 'git', 'push', '--quiet', 'origin', 'main');
    });

  refusal('the gate refuses a critical finding with an expired waiver and accepts it with a valid one', LOOP,
    'the gate fails and names finding and waiver, and the config repo is unchanged; with a valid waiver, the promotion commits',
    async () => {
      const tip = await pair.configTip();
      world.meanwhile.scan = CRITICAL;
      const waive = (expires: string) => {
        pair.change(
          'app', 'scan-waivers.json', /[^]*/,
          JSON.stringify({ waivers: [{ id: 'CVE-2026-0001', expires, reason: 'Not reachable' }] }),
        );
        return pair.push('app', `Waive until ${expires}`);
      };
      await waive('2026-01-01');
      const expired = failureOf(await execute(world, 'shop'));
      expect([expired.stage, lastWords(expired.build)]).toEqual([
        'ScanGate', expect.stringMatching(/CVE-2026-0001.*expired.* 2026-01-01.*Not reachable/),
      ]);
      expect(lastWords(expired.build)).toMatch(/Not accepted: sha256:[0-9a-f]{64} has 1 /);
      expect(await pair.configTip()).toBe(tip);

      await waive(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
      const { actions } = mustSucceed(await execute(world, 'shop'));
      const gate = actions.find(({ stage }) => stage === 'ScanGate');
      expect(lastWords(gate!.build)).toMatch(/CVE-2026-0001.*waived until/);
      expect(await pair.configTip()).not.toBe(tip);
    });

  refusal('a replayed older build changes nothing', LOOP,
    'the promotion names the newer commit, and the config repo is unchanged', async () => {
      pair.change('app', 'server.js', 'font-family', 'margin: 0;\n      font-family');
      await pair.push('app', 'Something newer');
      mustSucceed(await execute(world, 'shop'));
      const tip = await pair.configTip();
      const { actions } = mustSucceed(await world.pipelines.retry(first, 'Promote'));
      expect(lastWords(actions.slice(-1)[0].build)).toMatch(
        new RegExp(`${first.variables.Source.CommitId} is older than [0-9a-f]{40}, which is deployed: skipped`),
      );
      expect(await pair.configTip()).toBe(tip);
    });

  refusal('a concurrent commit to the config repo is not lost', LOOP,
    'CodeCommit refuses the first commit and accepts the second; the config repo has both changes', async () => {
      pair.change('app', 'server.js', 'text-align', 'padding: 0;\n      text-align');
      const commit = await pair.push('app', 'Another one');
      const before = world.calls.length;
      world.meanwhile.call = async ({ service, operation, input }) => {
        if (service === 'codecommit' && operation === 'CreateCommit') {
          delete world.meanwhile.call;
          const { parentCommitId } = input;
          const putFiles = [
            { filePath: 'NOTES.md', fileContent: Buffer.from('Somebody was faster.\n').toString('base64') },
          ];
          world.codecommit.answer('CreateCommit', {
            repositoryName: pair.configName, branchName: 'main', parentCommitId, putFiles, commitMessage: 'Faster',
          });
        }
      };
      mustSucceed(await execute(world, 'shop'));
      const tries = world.calls
        .slice(before)
        .filter(({ operation }) => operation === 'CreateCommit')
        .map(({ status }) => status);
      expect(tries).toEqual([400, 200]);
      await pair.promotedImage();
      expect(await pair.well('config', 'git', 'log', '--format=%s', '-2')).toBe(
        `deploy(production): ${commit.slice(0, 12)}\nFaster\n`,
      );
      expect(pair.read('config', 'NOTES.md')).toContain('faster');
    });

  refusal('the promotion does not trust the image that a build names', LOOP,
    'the promotion uses the built commit, and the overlay does not have the digest that the build named', async () => {
      const { IMAGE_DIGEST } = first.variables.Build;
      pair.change('app', 'server.js', 'text-align', 'opacity: 1;\n      text-align');
      pair.change('app', 'buildspec.yml', '- echo "$IMAGE_URI"', `- export IMAGE_DIGEST=${IMAGE_DIGEST}`);
      const commit = await pair.push('app', 'Lie');
      mustSucceed(await execute(world, 'shop'));
      await pair.promotedImage();
      expect((await pair.well('config', 'git', 'log', '--format=%s', '-1')).trim()).toBe(
        `deploy(production): ${commit.slice(0, 12)}`,
      );
      expect(pair.read('config', 'k8s/overlays/production/kustomization.yaml')).not.toContain(IMAGE_DIGEST);
      pair.change('app', 'buildspec.yml', `- export IMAGE_DIGEST=${IMAGE_DIGEST}`, '- echo "$IMAGE_URI"');
      await pair.push('app', 'Tell the truth');
    });

  refusal('a build cannot set variables of another project', LOOP,
    "no later stage ran the build's value, and the config repo is unchanged", async () => {
      const hostile =
        'x","type":"PLAINTEXT"},{"name":"NODE_OPTIONS","value":"--import=data:text/javascript,console.log(`HOSTILE`)","type":"PLAINTEXT"},{"name":"IMAGE_DIGEST","value":"';
      pair.change('app', 'buildspec.yml', '- echo "$IMAGE_URI"', `- export IMAGE_DIGEST='${hostile}'"$IMAGE_DIGEST"`);
      await pair.push('app', 'Inject');
      const tip = await pair.configTip();
      const { actions } = await execute(world, 'shop');
      const others = actions.filter(({ stage }) => stage !== 'Build').map(({ build }) => lastWords(build));
      expect(others.length).toBeGreaterThan(1);
      expect(others.join()).not.toContain('HOSTILE');
      // A buildspec is no part of the image, so the deployed image stays the same.
      expect(await pair.configTip()).toBe(tip);
      pair.change('app', 'buildspec.yml', /- export IMAGE_DIGEST='x.*/, '- echo "$IMAGE_URI"');
      await pair.push('app', 'Say nothing hostile');
    });

  refusal('a build cannot push to the config repo', 'moto, git',
    "Git reports 403 for the build's role; the config repo is unchanged", async () => {
      const push =
        'git init -q own && git -C own -c user.name=B -c user.email=b@example.com commit -q --allow-empty -m Mine && ' +
        "git -C own -c credential.helper='!aws codecommit credential-helper $@' -c credential.useHttpPath=true " +
        `push https://git-codecommit.${REGION}.amazonaws.com/v1/repos/${pair.configName} HEAD:refs/heads/main --force`;
      pair.change('app', 'buildspec.yml', '- echo "$IMAGE_URI"', `- ${push}`);
      await pair.push('app', 'Take a short cut');
      const [tip, before] = [await pair.configTip(), world.calls.length];
      const { stage, build } = failureOf(await execute(world, 'shop'));
      expect([stage, lastWords(build)]).toEqual(['Build', expect.stringContaining('403')]);
      const caller = expect.stringMatching(/^assumed-role\/.*BuildRole/);
      const push403 = { caller, service: 'codecommit', operation: 'GitPush', refused: true };
      expect(world.calls.slice(before)).toContainEqual(expect.objectContaining(push403));
      expect(await pair.configTip()).toBe(tip);
      pair.change('app', 'buildspec.yml', `- ${push}`, '- echo "$IMAGE_URI"');
      await pair.push('app', 'Take the long way');
    });

  refusal('a registry outage during a push fails the build; a retry continues the same execution', LOOP,
    "the build ends with the registry's error, and the config repo is unchanged; after a retry, the promotion commits",
    async () => {
      pair.change('app', 'server.js', 'text-align', 'color: black;\n      text-align');
      await pair.push('app', 'More');
      const tip = await pair.configTip();
      world.meanwhile.call = async ({ operation }) => {
        if (operation === 'UploadLayerPart') {
          await world.images.registry.stop();
        }
      };
      const execution = await execute(world, 'shop');
      const { stage, build } = failureOf(execution);
      expect([stage, lastWords(build)]).toEqual(['Build', expect.stringMatching(/503|Service Unavailable/)]);
      expect(await pair.configTip()).toBe(tip);
      delete world.meanwhile.call;
      await world.images.registry.start();
      mustSucceed(await world.pipelines.retry(execution, 'Build'));
      expect(await pair.configTip()).not.toBe(tip);
    });

  refusal('tags are immutable, and a commit that is built again keeps its image', 'moto, docker, docker-registry',
    'ECR refuses the push; a build of the same commit reports the existing image and names the same digest',
    async () => {
      const { CommitId } = first.variables.Source;
      const registry = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
      await pair.well(
        'app', 'bash', '-c',
        `aws ecr get-login-password --region ${REGION} | docker login --username AWS --password-stdin ${registry}`,
      );
      await pair.well(
        'app', 'bash', '-c',
        `printf 'FROM ${registry}/shop:${CommitId}\\nLABEL other=true\\n' | docker build --tag ${registry}/shop:${CommitId} -`,
      );
      const { code, stderr } = await pair.run('app', 'docker', 'push', `${registry}/shop:${CommitId}`);
      const words = `The image tag '${CommitId}' already exists in the 'shop' repository and cannot be overwritten ` +
        'because the tag is immutable';
      expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
      const again = await world.pipelines.retry(first, 'Build');
      expect(again.actions.find(({ stage }) => stage === 'Build')!.build!.log).toContain(
        `The registry already has ${CommitId}.`,
      );
      expect(again.variables.Build.IMAGE_DIGEST).toBe(first.variables.Build.IMAGE_DIGEST);
    });

  refusal('a user with a wrong secret key can neither run a task nor push', 'aws, git',
    'the task reports missing credentials, Git reports 403, and there is no new branch', async () => {
      const wrong = { AWS_SECRET_ACCESS_KEY: 'wrong' };
      const task = await pair.runAs(wrong, 'app', 'bash', 'scripts/repos/push.sh');
      expect([task.code, task.stderr]).toEqual([1, expect.stringContaining('You are not signed in to AWS.')]);
      const push = await pair.runAs(wrong, 'app', 'git', 'push', 'origin', 'HEAD:refs/heads/other');
      expect([push.code, push.stderr]).toEqual([128, expect.stringContaining('403')]);
      expect(await pair.well('app', 'git', 'ls-remote', 'origin', 'refs/heads/other')).toBe('');
    });

  refusal('neither a merge into another branch nor a direct push starts the pipeline', 'moto',
    'no execution starts, and the outcome names the reason for the merge', async () => {
      const commit = await pair.head('app');
      const about = { repository: 'shop', id: '9', source: 'x', destination: 'develop' };
      const commits = { sourceCommit: commit, destinationCommit: commit };
      const merged = pullRequestEvent('pullRequestMergeStatusUpdated', { ...about, ...commits }, ORIGIN);
      expect(await world.bus.deliver(merged)).toEqual([]);
      expect(await world.bus.explain(merged)).toContain(
        'detail.destinationReference: the rule asks for "refs/heads/main", the event says "refs/heads/develop"',
      );
      expect(await world.bus.deliver(branchEvent('shop', 'main', commit, commit, ORIGIN))).toEqual([]);
    });
});
