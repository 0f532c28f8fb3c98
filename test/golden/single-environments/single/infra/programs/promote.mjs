// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Promotes a commit to the branch that the GitOps engine follows: its files below k8s/, with the digest of its image.
// Does not trust the build, which ran code of the repository.
import { execFile } from 'node:child_process';
import { realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
// The maximum number of files in a commit through the API.
const FILES = 100;
// Git accepts these commits: the API limits sizes, and does not replace a file by a folder.
const ONLY_GIT = /^(FileTooLarge|FileContentSize|FolderContentSize|MaximumFileEntries|PutFileEntryConflict|FileNameConflicts|DirectoryNameConflicts)/;
const MODES = { 100644: 'NORMAL', 100755: 'EXECUTABLE', 120000: 'SYMLINK' };
// Reading a commit takes up to a second, and CodeBuild stops the project after 15 minutes.
const [TRIES, COMMITS] = [50, 300];
const [DIGEST, COMMIT] = [/^sha256:[0-9a-f]{64}$/, /^[0-9a-f]{40}$/];
// Retry after a concurrent change or throttling.
const PASSES = /^(ParentCommitIdOutdated|ConcurrentReferenceUpdate|InvalidPullRequestStatusUpdate|Throttling|TooManyRequests|RequestLimit)/;
// Returns this answer for errors of this name.
const unless = (name, answer, call) => call.catch((error) => error.name === name ? answer : Promise.reject(error));

const fail = (...words) => { throw new Error(words.join(' ')); };
const quote = (text) => JSON.stringify(String(text).slice(0, 100));
// One field of an entry of "images": prefix of the value, indentation, dash, key, quote, value.
const FIELD = /^(( *)(- +)?(name|newName|newTag|tagSuffix|digest): +(["']?))(?!null(?: |$))([\w.:/@-]+)\5(?: +#.*)?$/;
// Returns whether a line closes all quotes and no quoted string ends where another one could begin. Works in steps: a
// single regular expression with a choice at each quote would take exponential time.
const STEPS = [/[^"']|\b["']/y, /(["'])(?:[^"'\\]*[^"'\\:,[{ ])?\1/y];
const isClosed = (line) => {
  const ends = new Set([0]);
  for (const at of ends) for (const step of STEPS) if ((step.lastIndex = at, step.test(line))) ends.add(step.lastIndex);
  return [...ends].some((at) => /^( #.*)?$/.test(line.slice(at)));
};
// Kustomize treats a name as a regular expression and allows a tag and a digest after it.
const fits = (name, image) => RegExp('^' + name + '([:@]|$)').test(image + name.slice(image.length).replace(/^[^:@.].*/, ''));

// Returns an image of a Kustomization, and the text with its new values and no other change. Rejects text that
// kustomize could read differently.
export function edit(file, text, name, values = {}) {
  const lines = text.split('\n');
  const entries = [];
  const no = (at, ...words) => fail(file + ', line ' + (at + 1) + ':', ...words);
  let [place, indent] = ['start'];
  lines.forEach((raw, at) => {
    const line = raw.replace(/ *\r?$/, '');
    const refuse = (why = 'is not supported: write one "key: value" a line.') => no(at, quote(line), why);
    // YAML 1.1 also ends a line at a carriage return, a next-line character, a line separator and a paragraph separator.
    if (/\r|\xc2\x85|\xe2\x80[\xa8\xa9]/.test(line)) refuse();
    if (/^ *(#|$)/.test(line) || (line === '---' && place === 'start')) return;
    const isFirst = ['start', 'before'].includes(place);
    if (isFirst && /^images:( +#.*)?$/.test(line)) return place = 'images';
    if (place !== 'images' || /^\w/.test(line)) {
      place = isFirst ? 'before' : 'after';
      if (!/^((?!image)\w+:( |$)| |- )/i.test(line)) refuse();
      if (isFirst && !isClosed(line)) refuse('could leave a quote open: move it below "images".');
      return;
    }
    const [, head, spaces, dash, key, , value] = FIELD.exec(line) ?? refuse();
    if (dash) entries.push({ pad: spaces + dash.replace('-', ' '), put: {} });
    const entry = entries.at(-1);
    // All entries begin in one column, and all fields of an entry in another.
    if ((dash ? indent ??= spaces : entry?.pad) !== spaces || key in entry) refuse();
    entry[key] = value;
    entry.at = at;
    entry.put[key] = (other) => { lines[at] = head + other + raw.slice((head + value).length); };
  });
  const [ours, more] = entries.filter((entry) => entry.name === name);
  if (!ours || more) fail(file, 'must have one entry "name: ' + name + '" in "images", and has', ours ? 'more.' : 'none.');
  const { at, put, newName, digest, newTag, tagSuffix } = ours;
  if (!newName || !digest || newTag || tagSuffix) no(at, name, 'must have newName and "digest: sha256:...", and no tag.');
  for (const { name: other = '', newName: to = '', at } of entries) {
    const clashes = fits(other, name) || fits(other, values.newName ?? newName) || fits(name, to);
    if (other !== name && clashes) no(at, quote(other), 'changes the same image.');
  }
  for (const [key, value] of Object.entries(values)) put[key](value);
  return { text: lines.join('\n'), newName, digest };
}

// Returns a function that lists the commits from which an image was built: its tags.
const commitsIn = (call, images) => async (imageDigest) => {
  const asked = call('ecr', 'describe-images', { ...images, imageIds: [{ imageDigest }] });
  const { imageDetails } = await unless('ImageNotFoundException', { imageDetails: [] }, asked);
  return imageDetails.flatMap(({ imageTags = [] }) => imageTags).filter((tag) => COMMIT.test(tag));
};

// Returns whether a commit is "older" or "newer" than another one, or "apart" after the history was rewritten. Reads
// the ancestors of both in turn. Skips common ancestors: neither of the two commits can be an ancestor of those.
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
    if (reads === 2 * COMMITS) fail('Cannot determine in', reads, 'commits which is newer,', mine, 'or', other + '. Run: npx projen promote');
    parents.set(next, await read(next));
  }
}

export async function promote({ env, call, sleep, random, say }) {
  const { APP_REPOSITORY: repositoryName, IMAGE_REPOSITORY: image, IMAGE_NAME, FILE, PREVIOUS } = env;
  let { IMAGE_DIGEST: digest, SOURCE_COMMIT: commit } = env;
  if (!DIGEST.test(digest)) fail('The build names', quote(digest) + ', which is not an image digest.');
  if (!COMMIT.test(commit)) fail('The pipeline names', quote(commit) + ', which is not a commit ID.');
  const environmentOf = (file) => file.split('/').at(-2);
  const [environment, stateOf] = [environmentOf(FILE), (file) => 'deploy/' + environmentOf(file)];
  const [state, byHand] = [stateOf(FILE), 'npx projen promote' + ' --to ' + environment];
  const [parents, blobs] = [new Map(), new Map()];
  const images = { repositoryName: image.slice(image.indexOf('/') + 1) };
  const codecommit = (operation, input) => call('codecommit', operation, { repositoryName, ...input });
  const commitsOf = commitsIn(call, images);
  // A missing commit means that the history was rewritten.
  const read = async (commitId) => {
    const asked = codecommit('get-commit', { commitId });
    return (await unless(commitId !== commit && 'CommitIdDoesNotExistException', { commit: { parents: [], message: '' } }, asked)).commit;
  };
  const against = (one, other) => compare(one, other, parents, async (commitId) => (await read(commitId)).parents);
  const tipOf = async (branchName) =>
    (await unless('BranchDoesNotExistException', {}, codecommit('get-branch', { branchName }))).branch?.commitId;
  const createBranch = (branchName, commitId) => codecommit('create-branch', { branchName, commitId });
  const fileAt = (commitSpecifier, filePath) =>
    unless('FileDoesNotExistException', null, codecommit('get-file', { commitSpecifier, filePath }));
  // latin1 keeps every byte.
  const editFile = (filePath, file, values) => {
    if (!file) fail(filePath, 'is missing.');
    return edit(filePath, Buffer.from(file.fileContent, 'base64').toString('latin1'), IMAGE_NAME, values);
  };

  // Returns the image of a state branch and its commit, which the last promotion names in its message. After any other
  // change of the branch, returns all commits of the image.
  const deployedAt = async (tip, file) => {
    const { newName, digest: deployed } = editFile(file, await fileAt(tip, file));
    if (/^sha256:0+$/.test(deployed)) return { commits: [] };
    const [commits, { message }] = [await commitsOf(deployed), await read(tip)];
    const named = /^Commit ([0-9a-f]{40}) of /m.exec(message)?.[1];
    return { newName, deployed, commits: named && (!commits.length || commits.includes(named)) ? [named] : commits };
  };
  // Selects the commit that the environment before this one has now (PREVIOUS). So commits arrive in the order of the
  // environments, and a commit that was rolled back there goes no further.
  const select = async () => {
    const [before, tip] = [environmentOf(PREVIOUS), await tipOf(stateOf(PREVIOUS))];
    const { newName, deployed, commits: [newest, ...others] } = tip ? await deployedAt(tip, PREVIOUS) : { commits: [] };
    if (!deployed) return before + ' has no image yet: nothing to promote.';
    if (newName !== image) fail(before, 'has the image', quote(newName) + ', not', image + '.');
    if (!newest) fail('The image', deployed, 'of', before, 'has no commit as its tag: the pipeline did not build it.');
    [digest, commit] = [deployed, newest];
    for (const other of others) if (await against(other, commit) === 'newer') commit = other;
    if (commit !== env.SOURCE_COMMIT) say(before + ' has ' + commit + ', not the commit of this execution: promoting that one.');
  };

  // Returns how a commit of a state branch differs from the promoted one, or nothing.
  const changeAt = async (tip) => {
    const [file, present] = [await fileAt(commit, FILE), await fileAt(tip, FILE)];
    const fileContent = Buffer.from(editFile(FILE, file, { newName: image, digest }).text, 'latin1').toString('base64');
    const isSame = present?.fileContent === fileContent && present.fileMode === file.fileMode;
    const [putFiles, deleteFiles] = [isSame ? [] : [{ filePath: FILE, fileMode: file.fileMode, fileContent }], []];
    // Without beforePath and afterPath: AWS does not document to what the paths in the response are then relative.
    const { differences } = await codecommit('get-differences', { beforeCommitSpecifier: tip, afterCommitSpecifier: commit });
    const changed = differences.map(({ beforeBlob, afterBlob }) => ({ ...afterBlob ?? beforeBlob, isGone: !afterBlob }))
      .filter(({ path }) => path.startsWith('k8s/') && path !== FILE);
    if (putFiles.length + changed.length > FILES) {
      fail(changed.length, 'files below k8s/ have changed, and the API of CodeCommit accepts', FILES + '. With Git:', byHand);
    }
    for (const { path: filePath, blobId, mode, isGone } of changed) {
      if (isGone) deleteFiles.push({ filePath });
      else {
        if (!MODES[mode]) fail(filePath, 'has the mode', mode + ': only files and symbolic links can be promoted.');
        if (!blobs.has(blobId)) blobs.set(blobId, (await codecommit('get-blob', { blobId })).content);
        putFiles.push({ filePath, fileMode: MODES[mode], fileContent: blobs.get(blobId) });
      }
    }
    return putFiles.length + deleteFiles.length ? { putFiles, deleteFiles } : null;
  };
  // parentCommitId makes it fail after a concurrent commit instead of overwriting that.
  const commitTo = (branchName, parentCommitId, change, commitMessage) => unless('NoChangeException', null, codecommit('create-commit', {
    branchName, parentCommitId, ...change, commitMessage, authorName: IMAGE_NAME + ' pipeline', email: IMAGE_NAME + '@pipeline.invalid',
  }));
  // Commits to a branch of this promotion. An interrupted run may have completed any of these steps.
  const commitBeside = async (branchName, tip, message) => {
    await unless('BranchNameExistsException', null, createBranch(branchName, tip));
    const at = await tipOf(branchName) ?? fail('The branch', branchName, 'is missing: retry this stage.');
    const change = await changeAt(at);
    return change && (await commitTo(branchName, at, change, message))?.commitId || at;
  };

  // What a reviewer needs for a decision: the commits, the findings and the changed manifests.
  const detailsOf = async ({ newName, deployed, commits }, { putFiles, deleteFiles }) => {
    const lines = [];
    for (let at = commit; at && !commits.includes(at) && lines.length < 20;) {
      const { parents: [parent], message } = await read(at);
      lines.push('- ' + at.slice(0, 12) + ' ' + message.split('\n')[0].slice(0, 100));
      at = parent;
    }
    const asked = call('ecr', 'describe-image-scan-findings', { ...images, imageId: { imageDigest: digest }, maxResults: 1 });
    const { imageScanFindings } = await unless('ScanNotFoundException', {}, asked);
    const counts = Object.entries(imageScanFindings?.findingSeverityCounts ?? {}).map(([severity, count]) => severity + ' ' + count);
    const files = [...putFiles, ...deleteFiles].map(({ filePath, fileMode }) => '- ' + filePath.slice(0, 200) + (fileMode ? '' : ' (deleted)'));
    return [
      '', 'Commits since ' + (commits[0]?.slice(0, 12) ?? 'the beginning') + ', newest first' + (lines.length < 20 ? '' : ' (the newest 20)') + ':',
      ...lines,
      '', 'Findings of the scan: ' + (imageScanFindings ? counts.join(', ') || 'none' : 'not scanned'),
      '', 'Image of the Deployment ' + IMAGE_NAME + ':',
      ...deployed === digest ? ['the same'] : ['- ' + (deployed ? newName + '@' + deployed : 'none'), '+ ' + image + '@' + digest],
      '', 'Changed files:', ...files.slice(0, 20), ...files.length > 20 ? ['and ' + (files.length - 20) + ' more'] : [], '',
    ].join('\n');
  };
  // For MODE=pull-request: opens a pull request from a separate branch.
  const propose = async (branchName, title, facts, tip, before, change) => {
    let [own, older] = [null, []];
    for (const pullRequestId of (await codecommit('list-pull-requests', { pullRequestStatus: 'OPEN' })).pullRequestIds) {
      const [to] = (await call('codecommit', 'get-pull-request', { pullRequestId })).pullRequest.pullRequestTargets;
      const other = to.sourceReference.replace('refs/heads/promote/' + environment + '/', '');
      if (!COMMIT.test(other) || to.destinationReference !== 'refs/heads/' + state) continue;
      if (other === commit) own = pullRequestId;
      else if (await against(commit, other) !== 'older') older.push(pullRequestId);
      else return commit + ' is older than ' + other + ' of pull request ' + pullRequestId + ': skipped.';
    }
    // A closed pull request for this commit: a reviewer has decided, or the environment was rolled back.
    const isKnown = !own && await tipOf(branchName);
    const closed = isKnown ? (await codecommit('list-pull-requests', { pullRequestStatus: 'CLOSED' })).pullRequestIds : [];
    for (const id of closed.sort((one, other) => other - one).slice(0, 200)) {
      const [to] = (await call('codecommit', 'get-pull-request', { pullRequestId: id })).pullRequest.pullRequestTargets;
      const isOurs = to.sourceReference === 'refs/heads/' + branchName;
      if (isOurs) return 'Pull request ' + id + ' for ' + commit + ' is closed: not proposed again. To promote it: ' + byHand;
    }
    const description = facts + await detailsOf(before, change);
    await commitBeside(branchName, tip, title + '\n\n' + description);
    const targets = [{ repositoryName, sourceReference: branchName, destinationReference: state }];
    own ??= (await call('codecommit', 'create-pull-request', { title, description, targets })).pullRequest.pullRequestId;
    for (const pullRequestId of older) {
      await call('codecommit', 'update-pull-request-status', { pullRequestId, pullRequestStatus: 'CLOSED' });
      say('Pull request ' + pullRequestId + ' is closed: ' + own + ' supersedes it.');
    }
    return 'Pull request ' + own + ' promotes ' + commit + ' (' + digest + ').';
  };

  const attempt = async () => {
    const reason = PREVIOUS && await select();
    if (reason) return reason;
    if (!(await commitsOf(digest)).includes(commit)) fail('The image', digest, 'has no tag', commit + ': it was not built from that commit.');
    const [branchName, title] = ['promote/' + environment + '/' + commit, 'deploy(' + environment + '): ' + commit.slice(0, 12)];
    const facts = 'Commit ' + commit + ' of ' + repositoryName + '\nImage ' + image + '@' + digest + '\nExecution ' + env.EXECUTION + '\n';
    const message = title + '\n\n' + facts;
    const tip = await tipOf(state);
    if (!tip && env.MODE !== 'pull-request') {
      // Complete from its first commit on: the engine never sees the digest of zeros.
      await createBranch(state, await commitBeside(branchName, commit, message));
      return 'Promoted ' + commit + ' (' + digest + ').';
    }
    // A pull request requires an existing branch.
    if (!tip) await createBranch(state, commit);
    const before = await deployedAt(tip ?? commit, FILE);
    if (before.deployed && !before.commits.length) say('Nothing names the commit of the image ' + before.deployed + ': nothing to compare with.');
    for (const other of before.commits) {
      const is = await against(commit, other);
      if (is === 'older') return commit + ' is older than ' + other + ', which is deployed: skipped.';
      if (is === 'apart') say(other + ' is deployed, but not in the history of ' + commit + ', which was rewritten.');
    }
    const change = await changeAt(tip ?? commit);
    if (!change) return state + ' already has ' + commit + ' (' + digest + ').';
    if (env.MODE === 'pull-request') return propose(branchName, title, facts, tip ?? commit, before, change);
    await commitTo(state, tip, change, message);
    return 'Promoted ' + commit + ' (' + digest + ').';
  };
  for (let tries = 1; ; tries++) {
    try { return say(await attempt()); } catch (error) {
      if (ONLY_GIT.test(error.name)) fail('The API of CodeCommit cannot commit these files (' + error.name + '). With Git:', byHand);
      // Another promotion has created the branch.
      if (!PASSES.test(error.name) && error.name !== 'BranchNameExistsException') throw error;
      if (tries === TRIES) fail(repositoryName, 'was busy', tries, 'times (' + error.name + '). Retry this stage of the pipeline.');
      // A random pause, so that collisions do not repeat.
      await sleep(random() * Math.min(15000, 100 * 2 ** tries));
    }
  }
}

const aws = (service, operation, input) => new Promise((resolve, reject) => {
  // In a file: Linux accepts arguments of up to 128 KB. The AWS configuration could make the command line treat base64 as text.
  const file = tmpdir() + '/aws-input-' + process.pid + '.json';
  writeFileSync(file, JSON.stringify(input));
  const options = ['--cli-input-json', 'file://' + file, '--cli-binary-format', 'base64', '--output', 'json'];
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
