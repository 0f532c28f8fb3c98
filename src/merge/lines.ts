/** The lines of a text with their line endings. The last one may lack it. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Whether every line has a Windows line ending. */
export function hasWindowsLineEnds(text: string): boolean {
  return /\r\n/.test(text) && !/(?<!\r)\n/.test(text);
}

export function withUnixLineEnds(text: string): string {
  return text.replace(/\r\n/g, '\n');
}

export function withWindowsLineEnds(text: string): string {
  return text.replace(/\r?\n/g, '\r\n');
}
