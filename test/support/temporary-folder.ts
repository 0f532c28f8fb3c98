import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder for one test, removed after it, or outside of jest at the end of the process. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gitops-eks-test-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

const removeFolders = () => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));

// Benchmarks import this module without jest.
if (typeof afterEach === 'undefined') {
  process.once('exit', removeFolders);
} else {
  afterEach(removeFolders);
}
