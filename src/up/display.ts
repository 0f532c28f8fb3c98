import { typed } from './perform';
import type { StepEvent } from './run';
import type { Step } from './step';
import { duration } from './time';
import type { UpWorld } from './world';
import type { Place } from '../doctor/subject';
import { cut } from '../screen';

/** Shows what happens to the steps, until it is closed. */
export interface Display {
  show(event: StepEvent): void;
  close(): void;
}

const FRAMES = ['◒', '◐', '◓', '◑'];
/** How much of the output of a failed step appears. All of it is in the log. */
const LAST_LINES = 12;

/** The symbols and words of the ends of a step. */
const ENDS = {
  present: ['●', 'already there'],
  done: ['◇', ''],
  warned: ['▲', 'with a warning'],
  failed: ['■', 'failed'],
} as const;

/**
 * One moving line for each running step on a terminal, and a line for each event elsewhere.
 *
 * @param width the columns of the names of steps
 */
export function displayOf(world: UpWorld, place: Place, width: number): Display {
  return world.terminal ? moving(world, place, width, world.terminal) : plain(world, place);
}

function plain(world: UpWorld, place: Place): Display {
  return {
    show: (event) => {
      switch (event.state) {
        case 'line':
          break;
        case 'started':
          world.say(`${event.step.id}: ${event.step.title}`);
          break;
        case 'present':
          world.say(`${event.step.id}: already there`);
          break;
        default:
          endLines(place, event).forEach((line) => world.say(line));
      }
    },
    close: () => {},
  };
}

/** A step that runs, as its line shows it. */
interface Line {
  readonly step: Step;
  readonly start: number;
  last: string;
}

function moving(world: UpWorld, place: Place, width: number, terminal: NonNullable<UpWorld['terminal']>): Display {
  const running = new Map<string, Line>();
  let [drawn, frame] = [0, 0];
  const redraw = (above: readonly string[] = []): void => {
    const lines = [...running.values()].map(({ step, start, last }) => {
      const time = duration((world.now() - start) / 1000);
      const line = `${FRAMES[frame]}  ${step.id.padEnd(width)} ${time.padStart(11)}  ${last || step.title}`;
      return cut(line, terminal.columns() - 1);
    });
    const clear = drawn === 0 ? '' : `\r\u001b[${drawn}A\u001b[J`;
    terminal.write(clear + [...above, ...lines].map((line) => `${line}\n`).join(''));
    drawn = lines.length;
    frame = (frame + 1) % FRAMES.length;
  };
  const stop = world.tick(() => running.size > 0 && redraw());
  return {
    show: (event) => {
      const { step } = event;
      switch (event.state) {
        case 'started':
          running.set(step.id, { step, start: world.now(), last: '' });
          return redraw();
        case 'line': {
          const line = running.get(step.id);
          if (line && event.line.trim() !== '') {
            line.last = event.line.trim();
          }
          return;
        }
        case 'present':
          return redraw([
            `${ENDS.present[0]}  ${step.id.padEnd(width)} ${''.padStart(11)}  ${step.title}: already there`,
          ]);
        default: {
          running.delete(step.id);
          const [first, ...rest] = endLines(place, event);
          const time = duration(event.seconds).padStart(11);
          const words = event.state === 'done' ? step.title : first.slice(step.id.length + 2);
          redraw([`${ENDS[event.state][0]}  ${step.id.padEnd(width)} ${time}  ${words}`, ...rest]);
        }
      }
    },
    close: () => {
      stop();
      redraw();
    },
  };
}

/** The words for the outcome of a step. */
function endLines(place: Place, event: Extract<StepEvent, { readonly seconds: number }>): string[] {
  const { step, state, seconds, performance } = event;
  if (state === 'done') {
    return [`${step.id}: done (${duration(seconds)})`];
  }
  const lines = performance.lines.filter((line) => line.trim() !== '');
  return [
    `${step.id}: ${ENDS[state][1]} (${duration(seconds)})`,
    ...lines.slice(-LAST_LINES).map((line) => `    ${line}`),
    `  its whole output: ${performance.log}`,
    `  to run this step again: ${typed(place, step, performance.failed)}`,
  ];
}
