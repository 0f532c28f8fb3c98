import type { Input } from './service';
import { ServiceError } from './service-error';

// Sources: the user guide, "Quotas" (files in a commit through the API), and the descriptions of the errors in the API
// reference: "The maximum file size is 6 MB, and the combined file content change size is 7 MB."
const MOST_FILES = 100;
export const MOST_BYTES = 6 * 2 ** 20;
const MOST_BYTES_TOGETHER = 7 * 2 ** 20;

/**
 * Checks the files of a CreateCommit.
 *
 * @param present the paths of the files in the parent commit
 */
export function checkEntries({ putFiles = [], deleteFiles = [] }: Input, present: readonly string[]): void {
  const puts: string[] = putFiles.map(({ filePath }: Input) => filePath);
  const paths: string[] = [...puts, ...deleteFiles.map(({ filePath }: Input) => filePath)];
  if (paths.length > MOST_FILES) {
    throw new ServiceError('MaximumFileEntriesExceededException', `${paths.length} files`);
  }
  if (new Set(paths).size < paths.length) {
    throw new ServiceError('SamePathRequestException', 'Two changes of this commit have the same path.');
  }
  checkSizes(putFiles);
  checkFolders(puts, present);
}

function checkSizes(putFiles: ReadonlyArray<{ readonly fileContent?: string }>): void {
  const sizes = putFiles.map(({ fileContent = '' }) => Buffer.from(fileContent, 'base64').length);
  const together = sizes.reduce((sum, size) => sum + size, 0);
  if (Math.max(0, ...sizes) > MOST_BYTES || together > MOST_BYTES_TOGETHER) {
    throw new ServiceError('FileContentSizeLimitExceededException', `${together} bytes`);
  }
}

/** Whether a file has the path of a folder. The documentation makes no exception for files that the commit deletes. */
function checkFolders(puts: readonly string[], present: readonly string[]): void {
  for (const path of puts) {
    if (puts.some((other) => other.startsWith(`${path}/`))) {
      throw new ServiceError('PutFileEntryConflictException', `${path} is a file and a folder`);
    }
    if (present.some((other) => other.startsWith(`${path}/`))) {
      throw new ServiceError('FileNameConflictsWithDirectoryNameException', `${path} is a folder`);
    }
    if (present.some((other) => path.startsWith(`${other}/`))) {
      throw new ServiceError('DirectoryNameConflictsWithFileNameException', `a folder of ${path} is a file`);
    }
  }
}
