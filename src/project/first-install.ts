import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import type { Project } from 'projen/lib/project';
import { firstInstallation, missingPackages, prepareInstallation } from './packages';
import type { ResolvedOptions } from '../options/resolved-options';
import { factsOf } from '../package-managers/table';

/**
 * Removes the package.json that npm creates when `projen new --from` installs projen and this package in an empty
 * folder. The repository's own package.json could otherwise not be written.
 */
export function forgetInstaller(folder: string): void {
  const path = join(folder, 'package.json');
  if (existsSync(path) && /^\{\s*"devDependencies": \{[^{}]*\}\s*\}\s*$/.test(readFileSync(path, 'utf8'))) {
    rmSync(path);
  }
}

/** Installs the packages of a repository that `projen new` created. This writes the lock file. */
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
      // missingPackages() detects the failure.
    }
    if (missingPackages(this.project.outdir).length > 0) {
      this.project.logger.warn(`Packages are not installed: run "${repair}".`);
    }
  }
}
