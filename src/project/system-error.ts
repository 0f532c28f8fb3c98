/** What the system's error codes mean to a person. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission',
  EBUSY: 'it is in use, or something is mounted there',
  EDQUOT: 'your disk quota is used up',
  EEXIST: 'another program made it at the same time',
  EFBIG: 'the file is too large for this file system',
  EIO: 'the disk reports an error',
  EISDIR: 'a folder has this name',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'it is gone: another program may have removed it',
  ENOMEM: 'there is no memory left',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is not a folder',
  ENOTEMPTY: 'another program made it at the same time',
  EPERM: 'the system does not permit it',
  EROFS: 'the file system is read-only',
  ETXTBSY: 'it is in use',
  EXDEV: 'it lies on another file system',
};

/** Says what the system refused, and where; undefined for an error that did not come from the system. */
export function describeSystemError(error: unknown): string | undefined {
  const { code, syscall, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (!(error instanceof Error) || typeof code !== 'string' || typeof syscall !== 'string') {
    return undefined;
  }
  const where = dest ?? path ?? (syscall === 'uv_cwd' ? 'the current folder' : undefined);
  const reason = REASONS[code] ?? 'the system refused it';
  return `${where ? `${where}: ` : ''}${reason} (${code}, ${syscall})`;
}
