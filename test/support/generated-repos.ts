import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandLine } from './command-line';

const MODULES = join(__dirname, '..', '..', 'node_modules');

/**
 * Gives the repositories of a pair their packages, without npm: links to this checkout's, and to the packed package.
 */
export function linkPackages(commandLine: CommandLine, folders: readonly string[]): void {
  const release = dirname(dirname(commandLine.bin));
  link(join(MODULES, 'projen'), join(dirname(release), 'projen'));
  link(join(MODULES, 'constructs'), join(dirname(release), 'constructs'));
  for (const folder of folders) {
    mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
    ['projen', 'constructs'].forEach((name) => link(join(MODULES, name), join(folder, 'node_modules', name)));
    link(release, join(folder, 'node_modules', 'create-gitops-eks'));
    link(join('..', 'projen', 'bin', 'projen'), join(folder, 'node_modules', '.bin', 'projen'));
  }
}

function link(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
}
