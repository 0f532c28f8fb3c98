/** A template that has another path since a release, so that the user's edits go along with it. */
export interface Move {
  /** The release that moved it. */
  readonly release: string;
  /** The former path as the template states it, with its `[name]` placeholders. */
  readonly from: string;
  readonly to: string;
}

/** All moves of templates of the user's files, in the order of releases. A template keeps its id by an entry here. */
export const MOVES: readonly Move[] = [];

/** What is recorded of a file: its template and its path. */
interface Recorded {
  readonly id: string;
  readonly path: string;
}

/** The id and path that a recorded file has today. */
export function afterMoves<T extends Recorded>(file: T, moves: readonly Move[] = MOVES): T {
  return moves.reduce((moved, move) => {
    if (moved.id !== move.from) {
      return moved;
    }
    const values = placeholderValues(move.from, moved.path);
    return values ? { ...moved, id: move.to, path: move.to.replace(/\[(\w+)\]/g, (whole, name: string) => values[name] ?? whole) } : moved;
  }, file);
}

/** The values of the placeholders of a template's path in the path that was rendered from it. */
function placeholderValues(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const pattern = template.replace(/[.*+?^${}()|\\]/g, '\\$&').replace(/\[(\w+)\]/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(path);
  return found ? { ...found.groups } : undefined;
}
