import { readdirSync, readFileSync } from 'node:fs';

/** A visible process. */
export interface Process {
  readonly pid: number;
  /** The program and its arguments, with spaces between them. */
  readonly command: string;
}

/** All processes that have a command line, those of inner namespaces included. */
export function processes(): Process[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replace(/\0/g, ' ').trim();
      return command ? [{ pid: Number(name), command }] : [];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}
