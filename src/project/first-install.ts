import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import { firstInstallation, missingPackages, prepareInstallation } from './packages';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';

/**
 * `projen new --from` in an empty folder installs projen and this package first, for which npm makes a package.json. It says
 * nothing, and would stand in the way of the one that belongs to the repository.
 */
export function forgetInstaller(folder: string): void {
  const path = join(folder, 'package.json');
  if (existsSync(path) && /^\{\s*"devDependencies": \{[^{}]*\}\s*\}\s*$/.test(readFileSync(path, 'utf8'))) {
    rmSync(path);
  }
}

/** Locks the packages of a repository that `projen new` has made, as the command line does for the pair. */
export class FirstInstall extends Component {
  public constructor(project: Project, private readonly options: ResolvedOptions) {
    super(project);
  }

  public postProjectCreation(): void {
    const { lockFile, repair } = factsOf(this.options.packageManager);
    if (existsSync(join(this.project.outdir, lockFile))) {
      return;
    }
    try {
      prepareInstallation(this.options, this.project.outdir);
      const { program, args, env } = firstInstallation(this.options, process.env);
      execFileSync(program, args, {
        cwd: this.project.outdir,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      });
    } catch {
      // The packages themselves tell.
    }
    if (missingPackages(this.project.outdir).length > 0) {
      this.project.logger.warn(`Packages are not installed: run "${repair}".`);
    }
  }
}
