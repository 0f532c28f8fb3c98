import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import type { Lock } from './lock';
import { type Disagreement, answersBeside, disagreements, siblingFolder } from './sibling';
import { describeChanges, refusedChanges } from '../options/changes/plan';
import { OptionsError, quote } from '../options/problem';
import type { ResolvedOptions } from '../options/resolved-options';
import { inWordsOf } from '../package-managers/words';
import type { Repo } from '../render/template';

/** What a synth says of a pair that may be deployed: the steps that follow from changed answers, and a sibling that disagrees. */
export class LivingPair extends Component {
  private readonly warnings: readonly string[];
  private readonly packageManager: ResolvedOptions['packageManager'];

  /**
   * Throws for a change that cannot be made in place, before anything is written.
   *
   * @param lock of the last synth; undefined for a new repository
   */
  public constructor(project: Project, repo: Repo, options: ResolvedOptions, lock: Lock | undefined) {
    super(project);
    this.packageManager = options.packageManager;
    const before = lock && !lock.isDamaged ? lock.answers : {};
    const refused = refusedChanges(before, options);
    if (refused.length > 0) {
      throw new OptionsError(refused);
    }
    const given = answersBeside(project.outdir, repo, options);
    const differ = given ? disagreements(options, given) : [];
    const steps = describeChanges(before, options, repo, given !== undefined && differ.length === 0);
    this.warnings = [
      ...(steps ? [steps] : []),
      ...(differ.length > 0 ? [describeDisagreements(differ, siblingFolder(repo, options))] : []),
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
  return `The answers of this repository and of ${sibling} disagree: ${list}. To carry those of this repository over: npx projen pair:sync`;
}
