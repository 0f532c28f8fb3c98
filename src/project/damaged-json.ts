/** Recovers data from a generated JSON file that is truncated or has the conflict markers of a Git merge. */

/** Returns both sides of a text with conflict markers. Without markers, both sides are the text. */
function sidesOf(text: string): string[] {
  return ['ours', 'theirs'].map((wanted) => {
    let side = 'both';
    return text.split('\n').filter((line) => {
      const marker = /^(<{7}|\|{7}|={7}|>{7})/.exec(line)?.[1][0];
      if (marker && (marker === '<' || side !== 'both')) {
        side = { '<': 'ours', '|': 'base', '=': 'theirs', '>': 'both' }[marker] as string;
        return false;
      }
      return side === 'both' || side === wanted;
    }).join('\n');
  });
}

/**
 * Returns the items of the list `files` on both sides of a conflict.
 *
 * @param item matches one item in a text that is not valid JSON
 */
export function filesIn(text: string, item: RegExp): unknown[] {
  return sidesOf(text).flatMap((side) => {
    const files = (parse(side) as { files?: unknown } | undefined)?.files;
    return Array.isArray(files)
      ? files
      : [...side.matchAll(item)].map(([found]) => parse(found)).filter((found) => found !== undefined);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
