import type { Context } from './context';
import { type Language, commentFor } from './escape';
import { inWordsOfLayout } from '../options/layout-words';

const PRIVILEGED = 'Docker requires privileged mode. Each build has its own virtual machine.';

/**
 * The comments of resources that every IaC describes, which templates include as `why/<name>`. The reasons of rights
 * are in src/render/rights, beside the statements.
 */
export const REASONS = {
  'access-logs': () =>
    'No access logs: S3 delivers them hours late, so their bucket could never be deleted with the pipeline. ' +
    'CloudTrail shows who read what if it records the data events of the account.',
  'argocd-user': ({ repoAuth }) =>
    'Self-managed Argo CD cannot use an IAM role for CodeCommit. It requires a user ' +
    `with ${repoAuth === 'ssh' ? 'an SSH key (repoAuth: ssh)' : 'a password for CodeCommit (repoAuth: https)'}. ` +
    '"npx projen argocd:connect" in the config repo creates it. The user has no other permissions and no password for the console.',
  'artifact-versions': () => 'CodePipeline identifies artifacts by their object versions.',
  'bill-of-materials': () => 'The list of the software in the image.',
  'capability': ({ clusterName }) =>
    `engine: argocd-managed. AWS runs Argo CD outside the cluster ${clusterName}, which can have one such capability. ` +
    'EKS creates an access entry for its role; "npx projen argocd:install" in the config repo associates its access policies.',
  'capability-deletion': () => 'The only value. Deleting the capability deletes neither Applications nor what they deployed.',
  'capability-role': () =>
    'The role of the Argo CD capability (repoAuth: iam). It has no other permissions. It is created with the repositories, because EKS ' +
    'rejects a role that IAM created only seconds ago.',
  'commit-trigger': () => 'trigger: commit. A merged pull request is a commit, too.',
  'expiring-artifacts': () => 'No execution needs the artifacts of an earlier one.',
  'expiring-images': () =>
    'retainData: false. Deleting the pipeline deletes the images: the pipeline can build them again from Git.',
  'group-of-readers': () => 'The group has the permission, not the user, so another user only has to join the group.',
  'image-name': () => 'The entry of "images" in that file.',
  'immutable-tags': () => 'Each tag is a commit, and the image of a commit must not change.',
  'inspector': () => 'scanner: inspector. The action fails if there are more findings than a threshold allows.',
  'key-policy': () => 'In a key policy, "*" means this key.',
  'merge-flag': () => 'CodeCommit sends the strings True and False.',
  'merge-trigger': () =>
    'trigger: pr-merge. A merge also updates the branch; a rule for branch updates would start the pipeline twice.',
  'pending-window': () =>
    'The minimum: the key is deleted together with the data that it encrypts. ' +
    'AWS does not charge for a key that is pending deletion.',
  'privileged-build': () => PRIVILEGED,
  'programs': () =>
    'A separate stack keeps the programs readable: without a bucket, CloudFormation accepts templates of up to 51,200 bytes.',
  'program-environment': ({ programsOnLambda, region }) =>
    programsOnLambda
      ? 'The program builds no image. Lambda compute starts sooner than a virtual machine and stops a build after 15 minutes.'
      : `${region} has no Lambda compute. Always x86, because ARM machines take longer to start.`,
  'promotion': ({ isSingle, engineName }) =>
    `A separate project, not a part of the build: only its role can write to ${isSingle ? `the branches that ${engineName} follows` : 'the config repo'}, ` +
    "and it runs no code of either repository. CodeBuild rather than a Lambda function: its log is beside the build's, and AWS keeps its Node.js current.",
  'pull-request-event': () =>
    'The newest commit of the pull request, and the pull request that gets the result as a comment.',
  'pull-request-machine': ({ prBuildImage }) =>
    prBuildImage
      ? `prBuildImage: true. ${PRIVILEGED}`
      : 'prBuildImage: false. Only Docker would require privileged mode.',
  'pull-request-report': () => 'A separate project: the code of a pull request must not be able to comment on itself.',
  'pull-requests': () =>
    'A separate stack (prBuilds: true): it runs code that is not reviewed yet, and takes no part in deployments.',
  'queued': () => 'Executions run one after the other: an older build never overtakes a newer one.',
  'retained-repositories': () =>
    'Deleting the stack must not delete the history of your work: it retains both repositories, which cost ' +
    'nothing by themselves. If creating the stack fails, it deletes them: they would block the next attempt.',
  'reader-policy': ({ engineName }) =>
    `A managed policy, which can also be attached to the role that ${engineName} has in a cluster with other pairs.`,
  'reader-role': ({ engineName }) =>
    `repoAuth: iam. EKS Pod Identity gives the role to the source-controller of ${engineName}, so there is no user, key or ` +
    'password. "npx projen flux:connect" in the config repo associates it.',
  'scan-gate': () =>
    'Its program is in its project, not in the sources: a change of the service cannot change the check that it must pass.',
  'scanned-image': () => 'The image of the commit. The build cannot choose it, because it ran code of the repository.',
  'signing': () =>
    'sign: true. ECR signs each pushed image with the permissions of the role that pushes it. A registry has only one such ' +
    'configuration: no other stack can create one in the same account and region.',
  'stage-variables': () => 'No variables of the build: it ran code of the repository, and could change this JSON text.',
  'subscription': () => 'Amazon SNS first sends this address a link to confirm the subscription.',
  'upgrade': () =>
    'It runs the install scripts of npm packages and the tests of both repositories. So another project, which runs none of them, ' +
    'opens the pull requests.',
  'upgrade-failures': () => 'In the stack of the topic, so that the other stack does not depend on notify.',
  'upgrade-patch': () =>
    'In the bucket of the pipeline, beside its artifacts, whose keys all begin with the name of the pipeline.',
  'upgrade-proposal': () =>
    'It trusts nothing but the bytes of the files: it checks their paths and sizes, never runs them, and ' +
    'cannot write to any branch but upgrade/*.',
  'upgrade-schedule': () => 'upgrades: weekly. On Mondays at 6:00 UTC.',
  'upgrades': () =>
    'A separate stack (upgrades: weekly): it runs code of npm packages, and takes no part in deployments.',
  'waivers': () =>
    'Accepted findings, each with an expiry date and a reason: a file in the commit that the pipeline builds.',
} satisfies Readonly<Record<string, (context: Context) => string>>;

/** The maximum width of a line. */
const WIDTH = 120;

/**
 * A reason as a comment in the language of a file.
 *
 * @param indent the number of spaces before the comment
 * @throws Error when no reason has this name
 */
export function printReason(name: string, context: Context, language: Language, indent: number): string {
  const reason: ((context: Context) => string) | undefined = Object.hasOwn(REASONS, name)
    ? REASONS[name as keyof typeof REASONS]
    : undefined;
  if (!reason) {
    throw new Error(
      `a template includes why/${name}: src/render/reasons.ts has only ${Object.keys(REASONS).join(', ')}`,
    );
  }
  const margin = `${' '.repeat(indent)}${commentFor(language, '')}`;
  return evenLines(inWordsOfLayout(context.layout, reason(context)), WIDTH - margin.length).map((line) => `${margin}${line}\n`).join('');
}

/** As few lines as the width allows, of about the same length. */
function evenLines(text: string, width: number): string[] {
  const words = text.split(' ');
  const lines = linesOf(words, width);
  if (lines.length === 1) {
    return lines;
  }
  // Upwards from the average: trying every width below the limit would take 4 ms more for a pair.
  let [even, result] = [Math.ceil(text.length / lines.length) - 1, lines];
  do {
    result = linesOf(words, even);
    even += 1;
  } while (result.length > lines.length);
  return result;
}

function linesOf(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = words[0];
  for (const word of words.slice(1)) {
    if (line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line += ` ${word}`;
    }
  }
  lines.push(line);
  return lines;
}
