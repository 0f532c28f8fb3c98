import type { Writable } from 'node:stream';
import type { Step } from './io';
import { cut, wrap } from '../screen';

const FRAMES = ['◒', '◐', '◓', '◑'];
const PERIOD = 100;

/** Shows one line for each concurrent step. The result of a finished step appears above them. */
export class AnimatedProgress {
  private readonly running: string[] = [];
  private timer: NodeJS.Timeout | undefined;
  private frame = 0;
  private drawn = 0;

  public constructor(private readonly output: Writable, private readonly columns: () => number) {}

  public readonly step: Step = (doing) => {
    this.running.push(doing);
    this.redraw();
    this.timer ??= setInterval(() => this.redraw(), PERIOD);
    return (done, succeeded) => {
      this.running.splice(this.running.indexOf(doing), 1);
      if (this.running.length === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
      this.redraw(`${wrap(`${succeeded ? '◇' : '▲'}  ${done}`, this.columns(), 3).join('\n')}\n`);
    };
  };

  private redraw(result = ''): void {
    const lines = this.running.map((doing) => cut(`${FRAMES[this.frame]}  ${doing}`, this.columns() - 1));
    const clear = this.drawn === 0 ? '' : `\r\u001b[${this.drawn}A\u001b[J`;
    this.output.write(clear + result + lines.map((line) => `${line}\n`).join(''));
    this.drawn = lines.length;
    this.frame = (this.frame + 1) % FRAMES.length;
  }
}
