import { estimate } from '../../src/up/estimate';
import { up } from '../../src/up/up';
import { PairFolder } from '../support/doctor-world';
import { upWorld } from '../support/up-world';

/** The screen of a terminal at a time. */
export interface Frame {
  /** In milliseconds of the session's clock. */
  readonly at: number;
  readonly lines: readonly string[];
}

const COLUMNS = 100;
const ROWS = 34;
/** How long the animation shows each frame, in seconds; the last one longer. */
const PACE = 0.9;
const REST = 6;
const LINE_HEIGHT = 17;
const CHARACTER = 8.4;

/** Runs `up` in the tests' world, whose clock jumps to the end of each task, and keeps what a terminal shows. */
export async function recordUp(): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  let screen: string[] = ['$ npx projen up'];
  const world = upWorld(new PairFolder({ accountId: '123456789012' }).app, [], {
    answers: [], columns: COLUMNS,
  });
  const keep = (): void => { frames.push({ at: world.now(), lines: screen.slice(-ROWS) }); };
  const write = (text: string): void => {
    const [, erased = '0', rest] = /^(?:\r\u001b\[(\d+)A\u001b\[J)?([^]*)$/.exec(text) ?? [];
    screen = [...screen.slice(0, screen.length - Number(erased)), ...rest.split('\n').slice(0, -1)];
    keep();
  };
  const say = (text: string): void => write(`${text}\n`);
  const answers = ['', 'y'];
  await up({
    ...world,
    say,
    out: say,
    terminal: { columns: () => COLUMNS, write },
    ask: async (question) => {
      const answer = answers.shift() ?? '';
      say(`${question}${answer}`);
      return answer;
    },
  }, estimate);
  return frames;
}

/** An animation of frames: those at which a step began or ended. */
export function svgOf(frames: readonly Frame[]): string {
  const shown = frames.filter(({ lines }, index) => frames[index - 1]?.lines.join() !== lines.join());
  const last = shown.length - 1;
  const total = last * PACE + REST;
  const [width, height] = [COLUMNS * CHARACTER + 32, ROWS * LINE_HEIGHT + 32];
  const styles = shown.map((_, index) => {
    const times = [index * PACE, index === last ? total : (index + 1) * PACE];
    const [from, to] = times.map((time) => ((time / total) * 100).toFixed(3));
    const end = index === last ? 1 : 0;
    const moments = `0%,${from}%{opacity:0}${from}%,${to}%{opacity:1}${to}%,100%{opacity:${end}}`;
    return `@keyframes f${index}{${moments}}#f${index}{opacity:0;animation:f${index} ${total}s step-end infinite}`;
  });
  const groups = shown.map(({ lines }, index) =>
    `<g id="f${index}">${lines.map((line, row) => `<text x="16" y="${28 + row * LINE_HEIGHT}">${escaped(line)}</text>`).join('')}</g>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="A terminal session of npx projen up">`,
    `<style>text{font:14px ui-monospace,monospace;fill:#d8dee9;white-space:pre}${styles.join('')}</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#1d2128"/>`,
    ...groups,
    '</svg>',
    '',
  ].join('\n');
}

function escaped(line: string): string {
  return line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
