import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Component } from 'projen/lib/component';

/** Locks the packages of a repository that `projen new` has made, as the command line does for the pair. */
export class FirstInstall extends Component {
  public postProjectCreation(): void {
    if (existsSync(join(this.project.outdir, 'package-lock.json'))) {
      return;
    }
    try {
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: this.project.outdir,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      });
    } catch {
      this.project.logger.warn('Packages are not installed: run "npm install".');
    }
  }
}
