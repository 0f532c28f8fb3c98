import { join } from 'node:path';

/** The folder with the bare repositories of a region, below that of the account. */
export function repositoriesIn(folder: string, region: string): string {
  return join(folder, 'repositories', region);
}
