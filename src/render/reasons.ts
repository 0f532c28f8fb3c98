import type { Context } from './context';
import { type Language, commentFor } from './escape';

const PRIVILEGED = 'Docker needs it; the container has a virtual machine to itself.';

/**
 * The comments of resources that every IaC describes: what templates include as `why/<name>`. The reasons of rights are
 * in src/render/rights, beside the statements.
 */
export const REASONS = {
  'access-logs': () => 'Without access logs: they arrive hours late, so that their bucket could never be deleted with the stack. '
    + 'Where the account\'s CloudTrail records data events, it says who read what.',
  'argocd-user': ({ repoAuth }) => 'Argo CD outside of AWS\' own managed offering cannot use an IAM role for CodeCommit: it needs a user '
    + `with ${repoAuth === 'ssh' ? 'an SSH key (repoAuth: ssh)' : 'a password for CodeCommit (repoAuth: https)'}. `
    + '"npx projen argocd:connect" in the config repo makes it; the user can do nothing else, and has no password for the console.',
  'artifact-versions': () => 'CodePipeline names artifacts by their versions.',
  'bill-of-materials': () => 'The software that the image holds.',
  'commit-trigger': () => 'trigger: commit. A merged pull request is a commit, too.',
  'expiring-artifacts': () => 'An artifact is of no use once its execution has ended.',
  'expiring-images': () => 'retainData: false. The images can be built again from Git, so that they go with the stack.',
  'group-of-readers': () => 'A group has the right, and not the user, so that the next user gets it by joining.',
  'image-name': () => 'The entry of "images" in that file.',
  'immutable-tags': () => 'A tag is a commit, and a commit does not change.',
  'inspector': () => 'scanner: inspector. It fails where there are more findings than a threshold says.',
  'key-policy': () => 'In the policy of a key, "*" means this key.',
  'merge-flag': () => 'CodeCommit writes the words True and False.',
  'merge-trigger': () => 'trigger: pr-merge. A merge also updates the branch; a rule for that would start the pipeline twice.',
  'pending-window': () => 'The shortest that AWS allows: what it encrypts goes with the stack. '
    + 'A key that waits for its deletion costs nothing.',
  'privileged-build': () => PRIVILEGED,
  'programs': () => 'A stack of its own: CloudFormation takes 51,200 bytes without a bucket, and the programs can be read here. '
    + 'Their log groups are in the stack of the pipeline, with all other data.',
  'program-environment': ({ programsOnLambda, region }) => programsOnLambda
    ? 'The program builds no image. Lambda compute starts sooner than a virtual machine, and ends a build after 15 minutes.'
    : `${region} has no Lambda compute. x86, whatever the architecture of the image: ARM machines start later.`,
  'promotion': () => 'A project with a program of its own, not a part of the build: it alone may write to the config repo, and it runs '
    + 'no code of either repository. CodeBuild and not a function: its log is beside the build\'s, and AWS keeps its Node.js current.',
  'pull-request-event': () => 'The commit at the tip of the pull request, and where its result is to be told.',
  'pull-request-machine': ({ prBuildImage }) => prBuildImage
    ? `prBuildImage: true. ${PRIVILEGED}`
    : 'prBuildImage: false. Only Docker would need it.',
  'pull-request-report': () => 'A project of its own: the code of a pull request must not be able to comment on itself.',
  'pull-requests': () => 'A stack of its own (prBuilds: true): it runs code that nobody has reviewed, and has no part in what is deployed.',
  'queued': () => 'One after the other: an older build never overtakes a newer one.',
  'retained-repositories': () => 'Deleting the stack must not delete the history of anybody\'s work: both repositories stay, and cost '
    + 'nothing by themselves. (But not when making the stack fails: what is left over then would be in the way of the next attempt.)',
  'scan-gate': () => 'Its program is in the stack and not in the repository: who changes the service cannot change what it must pass.',
  'scanned-image': () => 'Of the commit, not of what the build says: it ran code of the repository.',
  'signing': () => 'sign: true. ECR signs what is pushed, in the name of who pushes it. A registry has one such configuration: '
    + 'another stack that brings one cannot be made in the same account and region.',
  'stage-variables': () => 'Nothing that the build says: it ran code of the repository, and this text is JSON.',
  'subscription': () => 'AWS sends a link to this address first, which must be followed once.',
  'waivers': () => 'The findings that somebody has accepted, until when and why: a file of the commit that is built.',
} satisfies Readonly<Record<string, (context: Context) => string>>;

/** Comments are broken into lines of at most this width. */
const WIDTH = 120;

/**
 * A reason as a comment in the language of a file.
 *
 * @param indent how far the comment is moved to the right
 * @throws Error when there is no such reason
 */
export function printReason(name: string, context: Context, language: Language, indent: number): string {
  const reason: ((context: Context) => string) | undefined = Object.hasOwn(REASONS, name) ? REASONS[name as keyof typeof REASONS] : undefined;
  if (!reason) {
    throw new Error(`a template includes why/${name}: src/render/reasons.ts has only ${Object.keys(REASONS).join(', ')}`);
  }
  const margin = `${' '.repeat(indent)}${commentFor(language, '')}`;
  return evenLines(reason(context), WIDTH - margin.length).map((line) => `${margin}${line}\n`).join('');
}

/** As few lines as the width allows, of about the same length. */
function evenLines(text: string, width: number): string[] {
  const lines = linesOf(text, width);
  let even = width;
  while (linesOf(text, even - 1).length === lines.length && even > 1) {
    even -= 1;
  }
  return lines.length === 1 ? lines : linesOf(text, even);
}

function linesOf(text: string, width: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const longer = `${lines.at(-1)} ${word}`;
    return lines.length > 0 && longer.length <= width ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}
