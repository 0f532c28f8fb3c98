// Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
// Writes the digest of a new image into the config repo. Does not trust the build, which ran code of the app repo.
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
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
  const { IMAGE_DIGEST: digest, SOURCE_COMMIT: commit, IMAGE_REPOSITORY: image, BRANCH, FILE: filePath } = env;
  if (!DIGEST.test(digest)) fail('The build names', quote(digest) + ', which is not an image digest.');
  if (!COMMIT.test(commit)) fail('The pipeline names', quote(commit) + ', which is not a commit ID.');
  const environment = filePath.split('/').at(-2);
  const [branchName, title] = ['promote/' + environment + '/' + commit, 'deploy(' + environment + '): ' + commit.slice(0, 12)];
  const description = 'Commit ' + commit + ' of ' + env.APP_REPOSITORY + '\nImage ' + image + '@' + digest + '\nExecution ' + env.EXECUTION + '\n';
  const [config, parents] = [{ repositoryName: env.CONFIG_REPOSITORY }, new Map()];
  const codecommit = (operation, input) => call('codecommit', operation, input);
  const commitsOf = commitsIn(call, { repositoryName: image.slice(image.indexOf('/') + 1) });
  // A missing commit means that the history was rewritten.
  const against = (other) => compare(commit, other, parents, async (commitId) => {
    const asked = codecommit('get-commit', { repositoryName: env.APP_REPOSITORY, commitId });
    return (await unless(commitId !== commit && 'CommitIdDoesNotExistException', { commit: { parents: [] } }, asked)).commit.parents;
  });
  const tipOf = async (branch) => (await codecommit('get-branch', { ...config, branchName: branch })).branch.commitId;
  const changeAt = async (commitSpecifier) => {
    const file = await codecommit('get-file', { ...config, commitSpecifier, filePath });
    // latin1 keeps every byte.
    const old = Buffer.from(file.fileContent, 'base64').toString('latin1');
    const { text, digest: was } = edit(filePath, old, env.IMAGE_NAME, { newName: image, digest });
    return { was, put: text !== old && { filePath, fileMode: file.fileMode, fileContent: Buffer.from(text, 'latin1').toString('base64') } };
  };
  // parentCommitId makes it fail after a concurrent commit instead of overwriting that.
  const commitTo = (branch, parentCommitId, put) => unless('NoChangeException', null, codecommit('create-commit', {
    ...config, branchName: branch, parentCommitId, putFiles: [put], commitMessage: title + '\n\n' + description,
    authorName: env.IMAGE_NAME + ' pipeline', email: env.IMAGE_NAME + '@pipeline.invalid',
  }));
  // For MODE=pull-request: opens a pull request from a separate branch.
  const propose = async (tip, put) => {
    let [own, older] = [null, []];
    for (const pullRequestId of (await codecommit('list-pull-requests', { ...config, pullRequestStatus: 'OPEN' })).pullRequestIds) {
      const [to] = (await codecommit('get-pull-request', { pullRequestId })).pullRequest.pullRequestTargets;
      const other = to.sourceReference.replace('refs/heads/promote/' + environment + '/', '');
      if (!COMMIT.test(other) || to.destinationReference !== 'refs/heads/' + BRANCH) continue;
      if (other === commit) own = pullRequestId;
      else if (await against(other) !== 'older') older.push(pullRequestId);
      else return commit + ' is older than ' + other + ' of pull request ' + pullRequestId + ': skipped.';
    }
    // An interrupted run may have completed any of these steps.
    await unless('BranchNameExistsException', null, codecommit('create-branch', { ...config, branchName, commitId: tip }));
    const at = await unless('BranchDoesNotExistException', '', tipOf(branchName)) || fail('The branch', branchName, 'is missing: retry this stage.');
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
    if (!put) return filePath + ' already has ' + digest + '.';
    const deployed = was === digest || !DIGEST.test(was) ? [] : await commitsOf(was);
    if (!deployed.length && was !== digest) say('The registry has no image ' + quote(was) + ' with a commit as its tag: nothing to compare with.');
    for (const other of deployed) {
      const is = await against(other);
      if (is === 'older') return commit + ' is older than ' + other + ', which is deployed: skipped.';
      if (is === 'apart') say(other + ' is deployed, but not in the history of ' + commit + ', which was rewritten.');
    }
    if (env.MODE === 'pull-request') return propose(tip, put);
    await commitTo(BRANCH, tip, put);
    return 'Promoted ' + commit + ' (' + digest + ').';
  };
  for (let tries = 1; ; tries++) {
    try { return say(await attempt()); } catch (error) {
      if (error.name === 'BranchDoesNotExistException') fail('The branch', BRANCH, 'does not exist yet. Push the config repo: npx projen repos:push');
      if (!PASSES.test(error.name)) throw error;
      if (tries === TRIES) fail(config.repositoryName, 'was busy', tries, 'times (' + error.name + '). Retry this stage of the pipeline.');
      // A random pause, so that collisions do not repeat.
      await sleep(random() * Math.min(15000, 100 * 2 ** tries));
    }
  }
}

// The AWS configuration could make the command line treat base64 as text.
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
