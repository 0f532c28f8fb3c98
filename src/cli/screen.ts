import type { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** What the terminal and its user's settings allow. */
export interface Abilities {
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Redrawing a line for a spinner. */
  readonly animation: boolean;
  /** Moving the cursor, without which there are no menus. */
  readonly cursor: boolean;
}

/** Reads the abilities of a terminal from the environment. */
export function abilitiesOf(env: NodeJS.ProcessEnv): Abilities {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const colour = !env.NO_COLOR;
  const cursor = env.TERM !== 'dumb' && !env.ACCESSIBLE;
  return {
    colour,
    cursor,
    animation: colour && cursor,
    // Without any locale, as in most containers, terminals are UTF-8 nevertheless.
    unicode: env.TERM !== 'linux' && (locale === '' || /utf-?8/i.test(locale)),
  };
}

/** Substitutes in ASCII, character by character. */
const SYMBOLS = '◆◇■▲│┌└─●○█•…◒◐◓◑↑↓';
const ASCII = '*ox!|++-> _-.|/-\\^v';

/** The text as the terminal can show it. Each character stays one column wide. */
export function shown(text: string, { colour, unicode }: Abilities): string {
  const plain = colour ? text : text.replace(/\u001b\[[0-9;]*m/g, '');
  return unicode
    ? plain
    : plain
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\0-\x7f]/gu, (character) => ASCII[SYMBOLS.indexOf(character)] ?? '?');
}

/** A terminal for the prompts, which know of neither NO_COLOR nor the locale. */
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

/** How many columns the footer of a search takes. */
const SEARCH_FOOTER = 51;

/**
 * A terminal for a search. Its footer has no setting, and would wrap without the bar on a narrow terminal: it is laid out for
 * a wider one and shortened when it is written.
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

/** Wraps each line at spaces; continuation lines are indented by `hanging` more spaces. A longer word stays whole. */
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

/** Cuts a line to a width. */
export function cut(line: string, columns: number): string {
  const characters = [...stripVTControlCharacters(line)];
  return characters.length <= columns ? line : `${characters.slice(0, Math.max(columns - 1, 0)).join('')}…`;
}
