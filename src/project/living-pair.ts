import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import type { Lock } from './lock';
import { type Disagreement, answersBeside, disagreements, siblingFolder } from './sibling';
import { describeChanges, refusedChanges } from '../options/changes/plan';
import { OptionsError, quote } from '../options/problem';
import type { Repo } from '../options/repo';
import type { ResolvedOptions } from '../options/resolved-options';
import { inWordsOf } from '../package-managers/words';

/** Warnings of a synth: the steps of changed answers on a deployed pair, and a sibling with other answers. */
export class LivingPair extends Component {
  private readonly warnings: readonly string[];
  private readonly packageManager: ResolvedOptions['packageManager'];

  /**
   * Throws before any file is written if a change is impossible in place.
   *
   * @param lock the lock of the last synth; undefined for a new repository
   */
  public constructor(project: Project, repo: Repo, options: ResolvedOptions, lock: Lock | undefined) {
    super(project);
    this.packageManager = options.packageManager;
    const before = lock && !lock.isDamaged ? lock.answers : {};
    const refused = refusedChanges(before, options);
    if (refused.length > 0) {
      throw new OptionsError(refused);
    }
    const given = repo === 'single' ? undefined : answersBeside(project.outdir, repo, options);
    const differ = given ? disagreements(options, given) : [];
    const agrees = repo === 'single' || (given !== undefined && differ.length === 0);
    const steps = describeChanges(before, options, repo, agrees);
    this.warnings = [
      ...(steps ? [steps] : []),
      ...(repo !== 'single' && differ.length > 0
        ? [describeDisagreements(differ, siblingFolder(repo, options))]
        : []),
    ];
  }

  public synthesize(): void {
    this.warnings.forEach((warning) => this.project.logger.warn(inWordsOf(this.packageManager, warning)));
  }
}

function describeDisagreements(differ: readonly Disagreement[], sibling: string): string {
  const list = differ
    .map(({ option, here, there }) => `${option} (${quote(here)} here, ${quote(there)} there)`)
    .join(', ');
  return `The answers of this repository and of ${sibling} differ: ${list}. To copy the answers of this repository to the other: npx projen pair:sync`;
}
