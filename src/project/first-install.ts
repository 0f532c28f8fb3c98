import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';
import { NPM_INSTALL, missingPackages, npmEnvironment } from './npm';

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
  public postProjectCreation(): void {
    if (existsSync(join(this.project.outdir, 'package-lock.json'))) {
      return;
    }
    try {
      execFileSync('npm', NPM_INSTALL, {
        cwd: this.project.outdir,
        env: npmEnvironment(process.env),
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      });
    } catch {
      // The packages themselves tell.
    }
    if (missingPackages(this.project.outdir).length > 0) {
      this.project.logger.warn('Packages are not installed: run "npm install --include=dev".');
    }
  }
}
