// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Posts the result of a build as a comment on its pull request.
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';

const COMMIT = /^[0-9a-f]{40}$/;
const RESULTS = {
  SUCCEEDED: 'The build of this commit succeeded.',
  FAILED: 'The build of this commit failed.',
  FAULT: 'The build of this commit could not be run: AWS CodeBuild had an error.',
  TIMED_OUT: 'The build of this commit took too long and was stopped.',
  STOPPED: 'The build of this commit was stopped.',
};
// The pull request has changed and cannot get the comment, or already has it.
const GONE = /^(PullRequestDoesNotExist|CommitDoesNotExist|BeforeCommitIdAndAfterCommitIdAreSame|IdempotencyParameterMismatch)Exception$/;
const fail = (...words) => { throw new Error(words.join(' ')); };

export async function report({ env, call, say }) {
  // The event names the build by its ARN.
  const id = String(env.BUILD_ID).replace(/^arn:[^/]*:build\//, '');
  if (!/^[\w-]+:[0-9a-f-]{36}$/.test(id)) fail('BUILD_ID must name a build, not', JSON.stringify(id) + '.');
  const { builds: [build] } = await call('codebuild', 'batch-get-builds', { ids: [id] });
  if (!build) fail('There is no build', id + '.');
  const given = (name) => build.environment.environmentVariables.find((variable) => variable.name === name)?.value;
  const [pullRequestId, beforeCommitId] = [given('PULL_REQUEST'), given('BEFORE_COMMIT')];
  const afterCommitId = build.resolvedSourceVersion ?? build.sourceVersion;
  if (!pullRequestId) return say('Build ' + id + ' does not belong to a pull request: no comment.');
  if (!/^[1-9]\d{0,18}$/.test(pullRequestId)) fail('PULL_REQUEST must be a number, not', JSON.stringify(pullRequestId) + '.');
  if (!COMMIT.test(beforeCommitId)) fail('BEFORE_COMMIT must be a commit ID, not', JSON.stringify(beforeCommitId) + '.');
  if (!COMMIT.test(afterCommitId)) fail('The build must have a commit ID, not', JSON.stringify(afterCommitId) + '.');
  const result = RESULTS[build.buildStatus] ?? fail('Build', id, 'has not ended: it is', build.buildStatus + '.');

  const content = result + (build.logs?.deepLink ? ' [Log](' + build.logs.deepLink + ')' : '');
  try {
    await call('codecommit', 'post-comment-for-pull-request', {
      pullRequestId, repositoryName: env.REPOSITORY, beforeCommitId, afterCommitId, content,
      // EventBridge may deliver an event twice. The token prevents a second comment.
      clientRequestToken: id.slice(-36),
    });
  } catch (error) {
    if (!GONE.test(error.name)) throw error;
    return say('Pull request ' + pullRequestId + ' no longer accepts a comment on ' + afterCommitId + ': ' + error.message);
  }
  say('Pull request ' + pullRequestId + ': ' + content);
}

const aws = (service, operation, input) => new Promise((resolve, reject) => {
  execFile('aws', [service, operation, '--cli-input-json', JSON.stringify(input), '--output', 'json'], { maxBuffer: 64e6 }, (error, out, text) => {
    if (!error) return resolve(JSON.parse(out));
    reject(Object.assign(new Error(text.trim() || error.message), { name: /An error occurred \((\w+)\)/.exec(text)?.[1] ?? 'Error' }));
  });
});

if (realpathSync(process.argv[1]) === import.meta.filename) {
  const tell = (error) => { console.error('Not reported: ' + error.message); process.exitCode = 1; };
  report({ env: process.env, call: aws, say: console.log }).catch(tell);
}
