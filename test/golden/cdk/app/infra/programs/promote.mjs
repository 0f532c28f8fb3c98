// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Writes the digest of a new image into the config repo. What the build says is not believed: it ran code of the app repo.
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
// As many commits are read at most, on each side: a second each, in a project that is stopped after 15 minutes.
const [TRIES, COMMITS] = [50, 300];
const [DIGEST, COMMIT] = [/^sha256:[0-9a-f]{64}$/, /^[0-9a-f]{40}$/];
// These pass: somebody else was faster, or AWS asks to go slower.
const PASSES = /^(ParentCommitIdOutdated|ConcurrentReferenceUpdate|InvalidPullRequestStatusUpdate|Throttling|TooManyRequests|RequestLimit)/;
const fail = (...words) => { throw new Error(words.join(' ')); };
const quote = (text) => JSON.stringify(String(text).slice(0, 100));
// Gives the answer that an error of this name stands for.
const unless = (name, answer, call) => call.catch((error) => error.name === name ? answer : Promise.reject(error));

// Writes values into one entry of "images" and changes no other byte: the file is the user's. Also gives back what the last one was.
export function edit(file, text, name, values) {
  const line = (key) => new RegExp('^([ \\t]*(?:-[ \\t]+)?' + key + ':[ \\t]+)(["\']?)([^"\'\\s#]*)\\2(?=[ \\t]*$|[ \\t]+#)', 'gm');
  // Each part begins with an entry of a list, or with a key of the file.
  const parts = text.split(/^(?=[ \t]*-[ \t]|[^\s#-])/m);
  let [section, last] = ['', ''];
  const [at, ...others] = parts.flatMap((part, index) => {
    if (/^[^\s#-]/.test(part)) section = part;
    return section.startsWith('images:') && [...part.matchAll(line('name'))].some((found) => found[3] === name) ? [index] : [];
  });
  if (!at || others.length) fail(file, 'must have one entry "name: ' + name + '" in "images", and has', at ? 'more.' : 'none.');
  for (const [key, value] of Object.entries(values)) {
    const found = [...parts[at].matchAll(line(key))];
    if (found.length !== 1) fail(file, 'must have one line "' + key + ': ..." for', name, 'in "images", and has', found.length + '.');
    last = found[0][3];
    parts[at] = parts[at].replace(line(key), (all, before, mark) => before + mark + value + mark);
  }
  return { text: parts.join(''), was: last };
}

// Is a commit "older" or "newer" than another one, or are they "apart", as after a history was rewritten? Their pasts are read in
// turn: of a commit and the one before, only one is read. What is in both pasts has neither of the two in its own.
export async function compare(mine, other, parents, read) {
  const past = (start) => {
    const all = new Set([start]);
    for (const commit of all) for (const parent of parents.get(commit) ?? []) all.add(parent);
    return all;
  };
  for (let reads = 0; ; reads++) {
    const [left, right] = [past(mine), past(other)];
    if (left.has(other)) return 'newer';
    if (right.has(mine)) return 'older';
    const unread = [left, right].map((side) => [...side].find((one) => !parents.has(one) && !(left.has(one) && right.has(one))));
    const next = unread[reads % 2] ?? unread[1 - reads % 2];
    if (!next) return 'apart';
    if (reads === 2 * COMMITS) fail('After', reads, 'commits, it is not known which is newer,', mine, 'or', other + '. Run: npx projen promote');
    parents.set(next, await read(next));
  }
}

export async function promote({ env, call, sleep, random, say }) {
  const { IMAGE_DIGEST: digest, SOURCE_COMMIT: commit, IMAGE_REPOSITORY: image, BRANCH, FILE: filePath } = env;
  if (!DIGEST.test(digest)) fail('The build names', quote(digest) + ', which is no digest of an image.');
  if (!COMMIT.test(commit)) fail('The pipeline names', quote(commit) + ', which is no commit.');
  const environment = filePath.split('/').at(-2);
  const [branchName, title] = ['promote/' + environment + '/' + commit, 'deploy(' + environment + '): ' + commit.slice(0, 12)];
  const description = 'Commit ' + commit + ' of ' + env.APP_REPOSITORY + '\nImage ' + image + '@' + digest + '\nExecution ' + env.EXECUTION + '\n';
  const [config, parents] = [{ repositoryName: env.CONFIG_REPOSITORY }, new Map()];
  const codecommit = (operation, input) => call('codecommit', operation, input);
  // An image has the commits from which it was built as tags.
  const commitsOf = async (imageDigest) => {
    const asked = call('ecr', 'describe-images', { repositoryName: image.slice(image.indexOf('/') + 1), imageIds: [{ imageDigest }] });
    const { imageDetails } = await unless('ImageNotFoundException', { imageDetails: [] }, asked);
    return imageDetails.flatMap(({ imageTags = [] }) => imageTags).filter((tag) => COMMIT.test(tag));
  };
  // A commit that is gone is from a history that was rewritten.
  const against = (other) => compare(commit, other, parents, async (commitId) => {
    const asked = codecommit('get-commit', { repositoryName: env.APP_REPOSITORY, commitId });
    return (await unless(commitId !== commit && 'CommitIdDoesNotExistException', { commit: { parents: [] } }, asked)).commit.parents;
  });
  const tipOf = async (branch) => (await codecommit('get-branch', { ...config, branchName: branch })).branch.commitId;
  const changeAt = async (commitSpecifier) => {
    const file = await codecommit('get-file', { ...config, commitSpecifier, filePath });
    // Each byte is a character of latin1, and comes back as it was.
    const old = Buffer.from(file.fileContent, 'base64').toString('latin1');
    const { text, was } = edit(filePath, old, env.IMAGE_NAME, { newName: image, digest });
    return { was, put: text !== old && { filePath, fileMode: file.fileMode, fileContent: Buffer.from(text, 'latin1').toString('base64') } };
  };
  // With its parent named, it fails where somebody else has committed since: nothing of theirs is lost.
  const commitTo = (branch, parentCommitId, put) => unless('NoChangeException', null, codecommit('create-commit', {
    ...config, branchName: branch, parentCommitId, putFiles: [put], commitMessage: title + '\n\n' + description,
    authorName: env.IMAGE_NAME + ' pipeline', email: env.IMAGE_NAME + '@pipeline.invalid',
  }));
  // For MODE=pull-request: a branch and a pull request of each commit, for somebody else to merge.
  const propose = async (tip, put) => {
    let [own, older] = [null, []];
    for (const pullRequestId of (await codecommit('list-pull-requests', { ...config, pullRequestStatus: 'OPEN' })).pullRequestIds) {
      const [to] = (await codecommit('get-pull-request', { pullRequestId })).pullRequest.pullRequestTargets;
      const other = to.sourceReference.replace('refs/heads/promote/' + environment + '/', '');
      if (!COMMIT.test(other) || to.destinationReference !== 'refs/heads/' + BRANCH) continue;
      if (other === commit) own = pullRequestId;
      else if (await against(other) !== 'older') older.push(pullRequestId);
      else return commit + ' is older than ' + other + ' of pull request ' + pullRequestId + ': left alone.';
    }
    // Each step may have been taken already, by a run that was stopped.
    await unless('BranchNameExistsException', null, codecommit('create-branch', { ...config, branchName, commitId: tip }));
    const at = await tipOf(branchName);
    const missing = at === tip ? put : (await changeAt(at)).put;
    if (missing) await commitTo(branchName, at, missing);
    const input = { title, description, targets: [{ ...config, sourceReference: branchName, destinationReference: BRANCH }] };
    own ??= (await codecommit('create-pull-request', input)).pullRequest.pullRequestId;
    for (const pullRequestId of older) {
      await codecommit('update-pull-request-status', { pullRequestId, pullRequestStatus: 'CLOSED' });
      say('Pull request ' + pullRequestId + ' is closed: ' + own + ' supersedes it.');
    }
    return 'Pull request ' + own + ' promotes ' + commit + ' (' + digest + ').';
  };
  const attempt = async () => {
    if (!(await commitsOf(digest)).includes(commit)) fail('The image', digest, 'has no tag', commit + ': it was not built from that commit.');
    const tip = await tipOf(BRANCH);
    const { was, put } = await changeAt(tip);
    if (!put) return filePath + ' names ' + digest + ' already.';
    const deployed = was === digest || !DIGEST.test(was) ? [] : await commitsOf(was);
    if (!deployed.length && was !== digest) say('No image ' + quote(was) + ' with a commit is in the registry: nothing to compare with.');
    for (const other of deployed) {
      const is = await against(other);
      if (is === 'older') return commit + ' is older than ' + other + ', which is deployed: left alone.';
      if (is === 'apart') say(other + ' is deployed, and not in the history of ' + commit + ': it was rewritten.');
    }
    if (env.MODE === 'pull-request') return propose(tip, put);
    await commitTo(BRANCH, tip, put);
    return 'Promoted ' + commit + ' (' + digest + ').';
  };
  for (let tries = 1; ; tries++) {
    try { return say(await attempt()); } catch (error) {
      if (error.name === 'BranchDoesNotExistException') fail('There is no branch', BRANCH, 'yet: push the config repo first: npx projen repos:push');
      if (!PASSES.test(error.name)) throw error;
      if (tries === TRIES) fail(config.repositoryName, 'was busy', tries, 'times (' + error.name + '). Retry this stage of the pipeline.');
      // At random, so that those who met do not meet again.
      await sleep(random() * Math.min(15000, 100 * 2 ** tries));
    }
  }
}

// Other than by default, the command line may take what is base64 for text.
const aws = (service, operation, input) => new Promise((resolve, reject) => {
  const options = ['--cli-input-json', JSON.stringify(input), '--cli-binary-format', 'base64', '--output', 'json'];
  execFile('aws', [service, operation, ...options], { maxBuffer: 64e6 }, (error, out, text) => {
    if (!error) return resolve(JSON.parse(out || '{}'));
    reject(Object.assign(new Error(text.trim() || error.message), { name: /An error occurred \((\w+)\)/.exec(text)?.[1] ?? 'Error' }));
  });
});
if (realpathSync(process.argv[1]) === import.meta.filename) {
  const tell = (error) => { console.error('Not promoted: ' + error.message); process.exitCode = 1; };
  const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  promote({ env: process.env, call: aws, sleep, random: Math.random, say: console.log }).catch(tell);
}
