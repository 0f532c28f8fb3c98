/** A template with a new path since a release. The user's edits move with it. */
export interface Move {
  /** The release that moved the template. */
  readonly release: string;
  /** The previous path of the template, with its `[name]` placeholders. */
  readonly from: string;
  readonly to: string;
}

/** All moves of templates of user's files, in the order of releases. An entry here keeps the id of the template. */
export const MOVES: readonly Move[] = [];

/** The recorded template and path of a file. */
interface Recorded {
  readonly id: string;
  readonly path: string;
}

/** The current id and path of a recorded file. */
export function afterMoves<T extends Recorded>(file: T, moves: readonly Move[] = MOVES): T {
  return moves.reduce((moved, move) => {
    if (moved.id !== move.from) {
      return moved;
    }
    const values = placeholderValues(move.from, moved.path);
    return values ? { ...moved, id: move.to, path: move.to.replace(/\[(\w+)\]/g, (whole, name: string) => values[name] ?? whole) } : moved;
  }, file);
}

/** Reads the values of a template path's placeholders from a rendered path. */
function placeholderValues(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const pattern = template.replace(/[.*+?^${}()|\\]/g, '\\$&').replace(/\[(\w+)\]/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(path);
  return found ? { ...found.groups } : undefined;
}
