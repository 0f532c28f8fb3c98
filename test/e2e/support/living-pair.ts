import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepsOf } from '../../../src/options/changes/plan';
import type { Answers } from '../../../src/options/option';
import type { Repo } from '../../../src/options/repo';
import { resolveOptions } from '../../../src/options/resolve';
import { ANSWERS_FILE, answersText } from '../../../src/project/answers';
import { REPOS } from '../../support/render-pair';
import { synthRepo } from '../../support/synth-pair';
import type { Pair, PairAnswers } from '../aws/pair';

const COMMAND = /^(?:[A-Z_]+=\S+ )?(?:npx projen|npm|git|aws|kubectl|eksctl) /;

/** Steps that are sentences, and what a user then does in a repository. */
const BY_HAND: readonly [act: RegExp, does: (pair: Pair, repo: Repo) => Promise<unknown>][] = [
  [/^Merge or close the pull requests/, closePullRequests],
  [/^Merge or close the upgrade pull requests|^Confirm the subscription|^Copy the waivers|^Change back to `https` if/, async () => undefined],
  [/^Delete `infra\/main\.ts`/, async (pair) => {
    ['infra/main.ts', 'infra/test', 'cdk.out'].forEach((path) =>
      rmSync(join(pair.folder('app'), path), { recursive: true }));
  }],
  [/^Set `"retainData": true`/, async (pair) => {
    synthRepo('app', { ...pair.answers, retainData: true }, pair.folder('app'));
  }],
  [/^Delete `infra\/tests\/`/, async (pair) => {
    ['infra/tests', 'infra/.terraform', 'infra/.terraform.lock.hcl', 'infra/override.tf'].forEach((path) =>
      rmSync(join(pair.folder('app'), path), { recursive: true, force: true }));
  }],
  [/^Delete `k8s\/base\/poddisruptionbudget\.yaml`/, async (pair) => {
    rmSync(join(pair.folder('config'), 'k8s/base/poddisruptionbudget.yaml'), { force: true });
    if (pair.read('config', 'k8s/base/kustomization.yaml').includes('poddisruptionbudget.yaml')) {
      pair.change('config', 'k8s/base/kustomization.yaml', / *- poddisruptionbudget\.yaml\n/, '');
    }
  }],
];

/** What a test does differently from a user. */
export interface Differences {
  /** Commands that a layer of tests cannot run. */
  readonly skipped?: RegExp;
  /** Changes a command before it runs. */
  readonly typed?: (command: string) => string;
}

/** Changes answers of a deployed pair and follows the steps for it, as `docs/changing-answers.md` describes. */
export async function change(pair: Pair, after: PairAnswers, differences?: Differences): Promise<void> {
  await renderBoth(pair, after);
  await followSteps(pair, after, differences);
  pair.adopt(after);
}

async function renderBoth(pair: Pair, after: Answers): Promise<void> {
  for (const repo of REPOS) {
    await pair.well(repo, 'git', 'pull', '--quiet', '--rebase', 'origin', pair.branch);
    writeFileSync(join(pair.folder(repo), ANSWERS_FILE), answersText(repo, resolveOptions(after)));
    synthRepo(repo, after, pair.folder(repo));
    await pair.push(repo, 'Change answers');
  }
}

async function followSteps(pair: Pair, after: Answers, { skipped, typed = String }: Differences = {}): Promise<void> {
  for (const { where, act } of stepsOf(pair.options, resolveOptions(after))) {
    const repos: readonly Repo[] = where === 'both' ? REPOS : [where === 'pair' ? 'app' : where];
    const [, byHand] = BY_HAND.find(([known]) => known.test(act)) ?? [];
    const commands = byHand ? [] : commandsIn(act).filter((command) => !skipped?.test(command));
    if (!byHand && commandsIn(act).length === 0 && !/^Commit and push/.test(act)) {
      throw new Error(`No test knows how a user does this step: ${act}`);
    }
    for (const repo of repos) {
      await byHand?.(pair, repo);
      for (const command of commands) {
        await pair.well(repo, 'bash', '-c', asScript(typed(command)));
      }
      if (/commit and push/i.test(act) && (await pair.well(repo, 'git', 'status', '--porcelain')) !== '') {
        await pair.push(repo, 'Follow the steps of a changed answer');
      }
    }
  }
}

/** A text that begins with a flag is the command before it with this flag. */
function commandsIn(act: string): string[] {
  const commands: string[] = [];
  for (const [, text] of act.matchAll(/`([^`]*)`/g)) {
    if (COMMAND.test(text)) {
      commands.push(text);
    } else if (text.startsWith('--')) {
      const [flag] = text.split(' ');
      const known = new RegExp(`${flag} \\S+`);
      const last = commands[commands.length - 1];
      commands.push(known.test(last) ? last.replace(known, text) : `${last} ${text}`);
    }
  }
  return commands;
}

/** Without projen, which only runs the script. */
function asScript(command: string): string {
  return command.replace(/npx projen ([a-z:-]+)/, (_, task: string) => `bash scripts/${task.replace(/:/g, '/')}.sh`);
}

async function closePullRequests(pair: Pair): Promise<void> {
  const { pullRequestIds } = await pair.aws(
    'codecommit', 'list-pull-requests', '--repository-name', pair.configName, '--pull-request-status', 'OPEN',
  );
  for (const id of pullRequestIds) {
    await pair.aws(
      'codecommit', 'update-pull-request-status', '--pull-request-id', id, '--pull-request-status', 'CLOSED',
    );
  }
}
