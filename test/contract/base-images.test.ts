import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_IMAGE } from '../../src/versions';
import { testWithBash } from '../support/bash';
import { parseYaml } from '../support/parse-file';
import { fileIn, renderPair } from '../support/render-pair';
import { type TaskOutcome, TaskFolder } from '../support/tasks';

/** Docker's messages in public reports. */
const ANSWERS = {
  // https://github.com/skillberry-ai/skillberry-store/issues/249
  busy: 'Error response from daemon: toomanyrequests: Rate exceeded',
  // https://github.com/apptension/saas-boilerplate/issues/204
  copy:
    'failed to copy: httpReadSeeker: failed open: unexpected status code https://images.example/v2/x: 429 Too Many Requests ' +
    '- Server message: toomanyrequests: You have reached your pull rate limit.',
  unavailable: 'Error response from daemon: received unexpected HTTP status: 503 Service Unavailable',
  late: 'Error response from daemon: Get "https://images.example/v2/": net/http: TLS handshake timeout',
  missing:
    'Error response from daemon: manifest for images.example/node:99 not found: manifest unknown: Requested image not found',
  unknown:
    'Error response from daemon: repository images.example/acme/x not found: name unknown: ' +
    "The repository with name 'x' does not exist in the registry with id 'acme'",
  noDaemon: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
};

/** Has the images in `$HERE`, and refuses as many pulls as `$REFUSALS` says. */
const DOCKER = `
case $1 in
  image) case " $HERE " in *" \${*: -1} "*) echo "$HAS" ;; *) exit 1 ;; esac ;;
  pull)
    refused=$(grep -c '^docker pull' "$CALLS")
    if [ "$refused" -le "$REFUSALS" ]; then echo "$ANSWER" >&2; exit 1; fi
    ;;
esac`;

function pulled(env: NodeJS.ProcessEnv = {}, dockerfile?: string): TaskOutcome & { pulls: string[]; pauses: number[] } {
  const folder = new TaskFolder({}).program('docker', DOCKER).program('sleep', '');
  if (dockerfile !== undefined) {
    writeFileSync(join(folder.work, 'Dockerfile'), dockerfile);
  }
  Object.assign(folder.env, { HERE: '', HAS: 'linux/amd64', REFUSALS: '0', ANSWER: '', ...env });
  const outcome = folder.run('image/pull');
  const after = (beginning: string) =>
    outcome.calls.filter((call) => call.startsWith(beginning)).map((call) => call.slice(beginning.length));
  return {
    ...outcome, pulls: after('docker pull --quiet --platform linux/amd64 '), pauses: after('sleep ').map(Number),
  };
}

describe('the images of a Dockerfile', () => {
  testWithBash('the rendered Dockerfile uses one base image twice', () => {
    expect(pulled()).toMatchObject({ status: 0, stderr: '', pulls: [NODE_IMAGE], pauses: [] });
  });

  testWithBash('ignores stages, scratch, variables, here-documents and continued lines', () => {
    const dockerfile = [
      '# FROM comment', 'ARG VERSION=24', 'FROM node:$VERSION', 'FROM scratch\r',
      'FROM --platform=$BUILDPLATFORM one:1 AS Build', 'from one:1 as again', 'FROM build AS last', 'RUN echo \\',
      '  FROM continued', 'RUN <<EOF', 'FROM document', 'EOF', 'COPY <<-"END" /x', 'FROM document', '\tEND',
      '  FROM two@sha256:abc', '',
    ].join('\n');
    expect(pulled({}, dockerfile).pulls).toEqual(['one:1', 'two@sha256:abc']);
  });

  testWithBash('pulls a local image again only for another platform', () => {
    expect(pulled({ HERE: NODE_IMAGE }).pulls).toEqual([]);
    expect(pulled({ HERE: NODE_IMAGE, HAS: 'linux/arm64' }).pulls).toEqual([NODE_IMAGE]);
  });
});

describe('a pull that the registry refuses', () => {
  testWithBash.each([ANSWERS.busy, ANSWERS.copy, ANSWERS.unavailable, ANSWERS.late])(
    'is retried with growing pauses: %s',
    (ANSWER) => {
      expect(pulled({ REFUSALS: '3', ANSWER })).toMatchObject({
        status: 0, pulls: Array(4).fill(NODE_IMAGE), pauses: [1, 2, 4],
      });
    },
  );

  testWithBash('ends with the registry\'s message after the last retry', () => {
    const { status, stderr, pulls, pauses } = pulled({ REFUSALS: '99', ANSWER: ANSWERS.busy });
    expect({ status, stderr }).toEqual({ status: 1, stderr: `Error: Cannot pull ${NODE_IMAGE}: ${ANSWERS.busy}\n` });
    expect({ pulls: pulls.length, pauses }).toEqual({ pulls: 6, pauses: [1, 2, 4, 8, 16] });
  });

  testWithBash.each([ANSWERS.missing, ANSWERS.unknown, ANSWERS.noDaemon])(
    "ends at once with the registry's message when permanent: %s",
    (ANSWER) => {
      const stderr = `Error: Cannot pull ${NODE_IMAGE}: ${ANSWER}\n`;
      expect(pulled({ REFUSALS: '99', ANSWER })).toMatchObject({ status: 1, stderr, pauses: [], pulls: [NODE_IMAGE] });
    },
  );
});

test.each([
  ['buildspec.yml', {}],
  ['buildspec-pull-request.yml', { prBuildImage: true }],
])('%s pulls right before it builds', (name, answers) => {
  const { content } = fileIn(renderPair({ appName: 'shop', ...answers }), `app/${name}`);
  const [{ phases }] = parseYaml(content, '1.2') as [{ phases: { build: { commands: string[] } } }];
  const { commands } = phases.build;
  expect(commands[commands.findIndex((command) => command.startsWith('docker build')) - 1]).toBe(
    'bash scripts/image/pull.sh',
  );
});

testWithBash('image:build pulls, then builds', () => {
  const folder = new TaskFolder({}).program('docker', DOCKER);
  Object.assign(folder.env, { HERE: '', HAS: '', REFUSALS: '0', ANSWER: '' });
  const calls = folder.run('image/build').calls.map((call) => call.split(' ').slice(0, 2).join(' '));
  expect(calls).toEqual(['docker image', 'docker pull', 'docker build']);
});
