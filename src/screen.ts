import type { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** The capabilities of the terminal, within the user's settings. */
export interface Abilities {
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Whether lines may be redrawn, for a spinner. */
  readonly animation: boolean;
  /** Whether the cursor may move. Menus require it. */
  readonly cursor: boolean;
}

/** Returns the capabilities of the terminal, from environment variables. */
export function abilitiesOf(env: NodeJS.ProcessEnv): Abilities {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const colour = !env.NO_COLOR;
  const cursor = env.TERM !== 'dumb' && !env.ACCESSIBLE;
  return {
    colour,
    cursor,
    animation: colour && cursor,
    // Most containers set no locale, but their terminals use UTF-8.
    unicode: env.TERM !== 'linux' && (locale === '' || /utf-?8/i.test(locale)),
  };
}

/** Each symbol and, at the same index, its ASCII substitute. */
const SYMBOLS = '◆◇■▲│┌└─●○█•…◒◐◓◑↑↓';
const ASCII = '*ox!|++-> _-.|/-\\^v';

/** Replaces characters and colours that the terminal does not support. The width in columns stays the same. */
export function shown(text: string, { colour, unicode }: Abilities): string {
  const plain = colour ? text : text.replace(/\u001b\[[0-9;]*m/g, '');
  return unicode
    ? plain
    : plain
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\0-\x7f]/gu, (character) => ASCII[SYMBOLS.indexOf(character)] ?? '?');
}

/** Wraps a terminal for clack, which supports neither NO_COLOR nor the locale. */
export function screenOf(stream: NodeJS.WriteStream, abilities: Abilities): Writable {
  return {
    isTTY: stream.isTTY,
    get columns() { return stream.columns; },
    get rows() { return stream.rows; },
    write: (text: string) => stream.write(shown(text, abilities)),
    on: (event: string, listener: () => void) => stream.on(event, listener),
    off: (event: string, listener: () => void) => stream.off(event, listener),
  } as unknown as Writable;
}

/** The width of the footer of a search, in columns. */
const SEARCH_FOOTER = 51;

/**
 * Wraps a terminal for a search. Clack's footer cannot be configured, and would wrap without the bar on a narrow
 * terminal. This terminal reports a wider screen, and shortens the footer when it is written.
 */
export function searchScreen(output: Writable): Writable {
  const { columns } = output as unknown as { columns: number | undefined };
  if (!columns || columns > SEARCH_FOOTER) {
    return output;
  }
  return Object.create(output, {
    columns: { value: SEARCH_FOOTER + 1 },
    write: { value: (text: string) => output.write(text.replace(/( to select) .*? to search/, '$1')) },
  });
}

/** Wraps each line at spaces. Indents continuation lines by `hanging` more spaces. Does not break words. */
export function wrap(text: string, columns: number, hanging = 2): string[] {
  return text.split('\n').flatMap((line) => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    const lines: string[] = [];
    let current = indent;
    for (const word of line.trim().split(' ')) {
      const longer = current.trim() === '' ? `${current}${word}` : `${current} ${word}`;
      if (longer.length > columns && current.trim() !== '') {
        lines.push(current);
        current = `${indent}${' '.repeat(hanging)}${word}`;
      } else {
        current = longer;
      }
    }
    return [...lines, current];
  });
}

/** Truncates a line to a width in characters. */
export function cut(line: string, columns: number): string {
  const characters = [...stripVTControlCharacters(line)];
  return characters.length <= columns ? line : `${characters.slice(0, Math.max(columns - 1, 0)).join('')}…`;
}
