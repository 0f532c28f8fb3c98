/** The lines of a text, each with its line end: the last one may have none. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Line ends of a text: a text of Windows has them at each line. */
export function hasWindowsLineEnds(text: string): boolean {
  return /\r\n/.test(text) && !/(?<!\r)\n/.test(text);
}

export function withUnixLineEnds(text: string): string {
  return text.replace(/\r\n/g, '\n');
}

export function withWindowsLineEnds(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
