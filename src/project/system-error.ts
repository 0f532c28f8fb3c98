/** Descriptions of system error codes. */
const REASONS: Readonly<Record<string, string>> = {
  E2BIG: 'the environment variables are too large',
  EACCES: 'permission denied',
  EAGAIN: 'the process limit is reached ("ulimit -u")',
  EBUSY: 'it is in use, or something is mounted there',
  EDQUOT: 'your disk quota is used up',
  EEXIST: 'another program created it at the same time',
  EFBIG: 'the file is larger than this file system or "ulimit -f" allows',
  EIO: 'the disk reports an error',
  EISDIR: 'a folder has this name',
  ELOOP: 'its symbolic links form a loop',
  EMFILE: 'too many files are open ("ulimit -n")',
  ENAMETOOLONG: 'the path is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'it no longer exists: another program may have removed it',
  ENOEXEC: 'it is not a program for this system',
  ENOMEM: 'the system is out of memory',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is not a folder',
  ENOTEMPTY: 'another program created it at the same time',
  EPERM: 'the system does not permit it',
  ERR_ACCESS_DENIED: 'the permission model of Node.js does not allow it',
  EROFS: 'the file system is read-only',
  ETXTBSY: 'it is in use',
  EXDEV: 'it is on another file system',
};

/** Errors of Node.js' permission model have a permission and a resource instead of a system call and a path. */
interface SystemError extends NodeJS.ErrnoException {
  readonly dest?: string;
  readonly permission?: string;
  readonly resource?: string;
}

/** Describes a system error: the path, the reason, the code and the call. Returns undefined for other errors. */
export function describeSystemError(error: unknown): string | undefined {
  const { code, syscall: given, path, dest, permission, resource } = error as SystemError;
  const syscall = given ?? permission;
  if (!(error instanceof Error) || typeof code !== 'string' || typeof syscall !== 'string') {
    return undefined;
  }
  const where = dest ?? path ?? (resource || undefined) ?? (syscall === 'uv_cwd' ? 'the current folder' : undefined);
  const reason = REASONS[code] ?? 'the system refused it';
  return `${where ? `${where}: ` : ''}${reason} (${code}, ${syscall})`;
}
