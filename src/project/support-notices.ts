import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import { clock } from '../lifecycle/clock';
import { noticesOf } from '../lifecycle/notices';
import { pinsOf } from '../lifecycle/pins';
import type { Repo } from '../options/repo';
import type { ResolvedOptions } from '../options/resolved-options';
import { inWordsOf } from '../package-managers/words';

/** Warns of versions whose support ends soon. No file contains the date, so that files stay deterministic. */
export class SupportNotices extends Component {
  public constructor(project: Project, private readonly repo: Repo, private readonly options: ResolvedOptions) {
    super(project);
  }

  /** Not in synthesize(): this reads the Dockerfile, which the synth may merge. */
  public postSynthesize(): void {
    const pins = pinsOf(this.repo, this.options, textOf(join(this.project.outdir, 'Dockerfile')));
    noticesOf(pins, clock.now()).forEach(({ what, fix }) =>
      this.project.logger.warn(inWordsOf(this.options.packageManager, `${what} ${fix}`)),
    );
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
