/** Wraps a text at 120 columns, with a prefix on each line. */
export function wrapped(text: string, prefix = ''): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== undefined && prefix.length + last.length + 1 + word.length <= 120) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.map((line) => prefix + line);
}
