// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Opens or updates one pull request in each repository with the files that an upgrade has changed. Does not trust the
// upgrade, which ran code of npm packages: uses only the bytes of the files, and never runs them.
import { execFile } from 'node:child_process';
import { readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const [COMMIT, HEADS, EMAIL] = [/^[0-9a-f]{40}$/, 'refs/heads/', 'upgrades@pipeline.invalid'];
const MODES = { 100644: 'NORMAL', 100755: 'EXECUTABLE' };
// A deleted file has no mode.
const deletes = (file) => !Object.hasOwn(file, 'mode');
// CodeCommit accepts 6 MB in a file and 7 MB in a commit. In base64 and for both repositories, that is less than PATCH.
const [FILE, TOGETHER, PATCH] = [6 * 2 ** 20, 7 * 2 ** 20, 24 * 2 ** 20];
const TITLE = 'chore: upgrade create-gitops-eks and projen';
const DESCRIPTION = [
  '"npx projen upgrade" has changed these files, and the tests of both repositories have succeeded.',
  'The upgrade ran the install scripts of npm packages: review all files.',
  'After the merge, "npx projen" in your copy lists your files that could not be merged with the new release.',
].join('\n');
const fail = (...words) => { throw new Error(words.join(' ')); };
const quote = (value) => JSON.stringify(value);
// Returns this answer for errors of this name.
const unless = (name, answer, call) => call.catch((error) => error.name === name ? answer : Promise.reject(error));

// Windows ignores dots and spaces at the end and knows short names. Invisible characters (\p{C}) hide on macOS.
const isName = (text) => !/^(|\.git|\.gitmodules|git(mod)?~\d+)$/i.test(text.replace(/[. ]+$/, ''));
const isPath = (path) => typeof path === 'string' && path.length <= 1000 && !/[\p{C}\\:]/u.test(path) && path.split('/').every(isName);

// Returns the files of a repository, or fails if one of them must not be committed.
export function checked(changes) {
  const { commit, files } = changes ?? {};
  if (typeof commit !== 'string' || !COMMIT.test(commit)) fail('The upgrade names', quote(commit) + ', which is not a commit ID.');
  if (!Array.isArray(files)) fail('The upgrade has no list of files.');
  const paths = new Set();
  let sum = 0;
  for (const file of files) {
    const { path, mode, content } = file ?? {};
    if (!isPath(path)) fail(quote(path), 'is not a path of a file in the repository.');
    if (paths.has(path)) fail(path, 'occurs twice.');
    paths.add(path);
    if (deletes(file)) continue;
    if (!Object.hasOwn(MODES, mode)) fail(path, 'has the mode', quote(mode) + ': only files and executable files may be committed.');
    const bytes = Buffer.from(String(content), 'base64');
    if (bytes.toString('base64') !== content) fail('The content of', path, 'is not base64.');
    sum += bytes.length;
    if (bytes.length > FILE || sum > TOGETHER) fail(path, 'exceeds the size of a commit through the API. Run: npx projen upgrade');
  }
  return { commit, files };
}

async function proposeIn(repositoryName, { commit, files }, { BRANCH, call, say }) {
  const repository = { repositoryName };
  const codecommit = (operation, input) => call('codecommit', operation, input);
  const tipOf = async (branch) => (await codecommit('get-branch', { ...repository, branchName: branch })).branch.commitId;
  const isOurs = async (commitId) => (await codecommit('get-commit', { ...repository, commitId })).commit.author.email === EMAIL;
  // The changed paths between two commits, and whether the second one has the file.
  const changed = async (one, other) => {
    const paths = new Map();
    if (one === other) return paths;
    const range = { beforeCommitSpecifier: one, afterCommitSpecifier: other };
    for (const { beforeBlob, afterBlob } of (await codecommit('get-differences', { ...repository, ...range })).differences) {
      if (beforeBlob) paths.set(beforeBlob.path, false);
      if (afterBlob) paths.set(afterBlob.path, true);
    }
    return paths;
  };
  const close = async (pullRequestId, reason) => {
    const input = { pullRequestId, pullRequestStatus: 'CLOSED' };
    await unless('InvalidPullRequestStatusUpdateException', null, codecommit('update-pull-request-status', input));
    say('Pull request ' + pullRequestId + ' is closed: ' + reason);
  };

  const tip = await tipOf(BRANCH);
  if (tip !== commit) fail(BRANCH, 'is at', tip + ', but the upgrade began at', commit + '. Run: npx projen upgrades:run');
  const open = [];
  for (const pullRequestId of (await codecommit('list-pull-requests', { ...repository, pullRequestStatus: 'OPEN' })).pullRequestIds) {
    const [target] = (await codecommit('get-pull-request', { pullRequestId })).pullRequest.pullRequestTargets;
    if (!target.sourceReference.startsWith(HEADS + 'upgrade/') || target.destinationReference !== HEADS + BRANCH) continue;
    if (!await isOurs(target.sourceCommit)) return 'Pull request ' + pullRequestId + ' has a commit of another author: it stays as it is.';
    open.push({ pullRequestId, ...target });
  }

  const paths = new Set(files.map(({ path }) => path));
  let kept;
  const others = [];
  for (const one of open) {
    const before = one.mergeBase && await changed(one.mergeBase, one.sourceCommit);
    const since = one.mergeBase && await changed(one.mergeBase, tip);
    // A pull request cannot be rebased. If both branches have changed a file, they could conflict.
    const conflicts = !since || [...since.keys()].some((path) => before.has(path) || paths.has(path));
    if (kept || conflicts || !files.length) others.push(one.pullRequestId);
    else kept = { ...one, before };
  }
  if (!files.length) {
    for (const id of others) await close(id, BRANCH + ' is up to date.');
    return 'Nothing to upgrade.';
  }

  const branchName = kept ? kept.sourceReference.slice(HEADS.length) : 'upgrade/' + tip;
  // An interrupted run may have created the branch.
  if (!kept) await unless('BranchNameExistsException', null, codecommit('create-branch', { ...repository, branchName, commitId: tip }));
  const parentCommitId = kept ? kept.sourceCommit : await tipOf(branchName);
  if (!kept && parentCommitId !== tip && !await isOurs(parentCommitId)) fail('The branch', branchName, 'has a commit of another author.');
  const before = kept ? kept.before : await changed(tip, parentCommitId);
  const putFiles = files.filter((file) => !deletes(file))
    .map(({ path, mode, content }) => ({ filePath: path, fileMode: MODES[mode], fileContent: content }));
  const deleteFiles = files.filter((file) => deletes(file) && before.get(file.path) !== false).map(({ path }) => ({ filePath: path }));
  // The branch has changes of an earlier upgrade that this one no longer has.
  for (const [filePath, exists] of before) {
    if (paths.has(filePath)) continue;
    const asked = codecommit('get-file', { ...repository, commitSpecifier: tip, filePath });
    const file = await unless('FileDoesNotExistException', null, asked);
    if (file) putFiles.push({ filePath, fileMode: file.fileMode, fileContent: file.fileContent });
    else if (exists) deleteFiles.push({ filePath });
  }
  const author = { authorName: 'create-gitops-eks', email: EMAIL };
  const input = { ...repository, branchName, parentCommitId, putFiles, deleteFiles, commitMessage: TITLE + '\n', ...author };
  const made = await unless('NoChangeException', null, codecommit('create-commit', input));
  if (!made && parentCommitId === tip) return 'Nothing to upgrade.';

  let id = kept?.pullRequestId;
  if (!kept) {
    const targets = [{ ...repository, sourceReference: branchName, destinationReference: BRANCH }];
    id = (await codecommit('create-pull-request', { title: TITLE, description: DESCRIPTION, targets })).pullRequest.pullRequestId;
  }
  for (const other of others) await close(other, id + ' supersedes it.');
  return 'Pull request ' + id + (kept ? made ? ' is updated.' : ' is up to date.' : ' is open.');
}

export async function propose({ env, patch, call, say }) {
  const problems = [];
  for (const [part, name] of [['app', env.APP_REPOSITORY], ['config', env.CONFIG_REPOSITORY]]) {
    const tell = (text) => say(name + ': ' + text);
    try {
      tell(await proposeIn(name, checked(patch?.[part]), { BRANCH: env.BRANCH, call, say: tell }));
    } catch (error) {
      problems.push(name + ': ' + error.message);
    }
  }
  if (problems.length) fail(problems.join('\n'));
}

const read = (file = '') => {
  if (!file || statSync(file).size > PATCH) fail('PATCH must name a file of up to', PATCH, 'bytes, not', quote(file) + '.');
  return JSON.parse(readFileSync(file, 'utf8'));
};
const aws = (service, operation, input) => new Promise((resolve, reject) => {
  // In a file: Linux accepts arguments of up to 128 KB.
  const file = tmpdir() + '/aws-input-' + process.pid + '.json';
  writeFileSync(file, JSON.stringify(input));
  const options = ['--cli-input-json', 'file://' + file, '--cli-binary-format', 'base64', '--output', 'json'];
  execFile('aws', [service, operation, ...options], { maxBuffer: 64e6 }, (error, out, text) => {
    if (!error) return resolve(JSON.parse(out || '{}'));
    reject(Object.assign(new Error(text.trim() || error.message), { name: /An error occurred \((\w+)\)/.exec(text)?.[1] ?? 'Error' }));
  });
});
if (realpathSync(process.argv[1]) === import.meta.filename) {
  const tell = (error) => { console.error('Not proposed: ' + error.message); process.exitCode = 1; };
  const run = async () => propose({ env: process.env, patch: read(process.env.PATCH), call: aws, say: console.log });
  run().catch(tell);
}
