import { FakeCodeCommit, Input } from '.';
import { temporaryFolder } from '../../support/temporary-folder';

const MIB = 2 ** 20;
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

let fake: FakeCodeCommit;
let tip: string;

const call = (operation: string, input: Input = {}): Input => fake.answer(operation, { repositoryName: 'repo', ...input });
const put = (filePath: string, content: string | Buffer = filePath) => ({ filePath, fileContent: base64(content) });
const commit = (changes: Input): string => {
  tip = call('CreateCommit', { branchName: 'main', parentCommitId: tip, ...changes }).commitId;
  return tip;
};
const errorOf = (does: () => unknown): string => {
  try {
    does();
  } catch (error) {
    return (error as Error).name;
  }
  return 'none';
};
const putErrorOf = (...putFiles: object[]) => errorOf(() => commit({ putFiles }));
const many = (count: number) => Array.from({ length: count }, (_, at) => put(`many/${at}`));

beforeEach(() => {
  fake = new FakeCodeCommit({ folder: temporaryFolder() });
  call('CreateRepository');
  tip = undefined as never;
  commit({ putFiles: [put('a'), put('folder/b')] });
});

describe('CreateCommit', () => {
  test('accepts 100 files and refuses 101, whether they are put or deleted', () => {
    expect(putErrorOf(...many(101))).toBe('MaximumFileEntriesExceededException');
    expect(errorOf(() => commit({ putFiles: many(100), deleteFiles: [{ filePath: 'a' }] }))).toBe(
      'MaximumFileEntriesExceededException',
    );
    expect(putErrorOf(...many(100))).toBe('none');
  });

  test('accepts 6 MB in a file and 7 MB in a commit', () => {
    expect(putErrorOf(put('large', Buffer.alloc(6 * MIB + 1)))).toBe('FileContentSizeLimitExceededException');
    expect(putErrorOf(put('large', Buffer.alloc(6 * MIB)), put('more', Buffer.alloc(MIB + 1)))).toBe(
      'FileContentSizeLimitExceededException',
    );
    expect(putErrorOf(put('large', Buffer.alloc(6 * MIB)), put('more', Buffer.alloc(MIB)))).toBe('none');
  });

  test('refuses two changes of one path', () => {
    expect(errorOf(() => commit({ putFiles: [put('a', 'new')], deleteFiles: [{ filePath: 'a' }] }))).toBe(
      'SamePathRequestException',
    );
  });

  test('refuses a file in the place of a folder, and a folder in the place of a file', () => {
    expect(putErrorOf(put('folder'))).toBe('FileNameConflictsWithDirectoryNameException');
    expect(putErrorOf(put('a/b'))).toBe('DirectoryNameConflictsWithFileNameException');
    expect(putErrorOf(put('new'), put('new/file'))).toBe('PutFileEntryConflictException');
    expect(putErrorOf(put('folder2'), put('ab'))).toBe('none');
  });
});

describe('GetBlob', () => {
  const blobAt = (filePath: string) => call('GetFile', { filePath, commitSpecifier: 'main' }).blobId as string;

  test('returns the bytes of a file', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
    commit({ putFiles: [put('bytes', bytes)] });
    expect(call('GetBlob', { blobId: blobAt('bytes') })).toEqual({ content: bytes.toString('base64') });
  });

  test('has the errors of the service', () => {
    expect(errorOf(() => call('GetBlob'))).toBe('BlobIdRequiredException');
    expect(errorOf(() => call('GetBlob', { blobId: 'main' }))).toBe('InvalidBlobIdException');
    expect(errorOf(() => call('GetBlob', { blobId: 'e'.repeat(40) }))).toBe('BlobIdDoesNotExistException');
    expect(errorOf(() => call('GetBlob', { blobId: tip }))).toBe('BlobIdDoesNotExistException');
  });

  test('returns no file that is larger than 6 MB', () => {
    const repository = fake.repositories.get({ repositoryName: 'repo' });
    const blobId = repository.write('blob', Buffer.alloc(6 * MIB + 1));
    expect(errorOf(() => call('GetBlob', { blobId }))).toBe('FileTooLargeException');
    expect(call('GetBlob', { blobId: repository.write('blob', Buffer.alloc(6 * MIB)) }).content).toHaveLength(8 * MIB);
  });
});

test('GetDifferences never ignores a path that it does not support', () => {
  expect(() => call('GetDifferences', { afterCommitSpecifier: 'main', afterPath: 'folder' })).toThrow('does not support');
});
