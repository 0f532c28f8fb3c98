import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { renderPair } from './render-pair';
import { temporaryFolder } from './temporary-folder';
import { writeFiles } from './write-files';
import type { Answers } from '../../src/options/option';

const ROOT = join(__dirname, '..', '..');

/** Answers and an optional later change of a file. */
export interface CdkCase {
  readonly answers: Answers;
  readonly edit?: (path: string, content: string) => string;
}

/** A change of one file, which must contain the replaced text. */
export function replacing(name: string, from: string, to: string): Required<CdkCase>['edit'] {
  return (path, content) => {
    if (path === name && !content.includes(from)) {
      throw new Error(`${name} has no "${from}" any more: let the test change something else`);
    }
    return path === name ? content.replace(from, to) : content;
  };
}

/** Writes app repos with `iac: cdk` into folders beside the packages that they need. */
export function writeCdkApps(cases: readonly CdkCase[]): string[] {
  const root = temporaryFolder();
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'), 'junction');
  return cases.map(({ answers, edit = (_, content) => content }, index) => {
    const folder = join(root, String(index));
    mkdirSync(folder);
    const files = renderPair({ ...answers, iac: 'cdk' }).filter(({ repo }) => repo === 'app');
    writeFiles(folder, files.map((file) => ({ ...file, content: edit(file.path, file.content) })));
    return folder;
  });
}
