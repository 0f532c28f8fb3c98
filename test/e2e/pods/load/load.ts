import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LEAST_RATE, type Outcome, type Traffic } from './traffic';
import { CLIENTS, inNetwork } from '../node';

/** Above the least, because a busy machine sends some requests late. */
const RATE = LEAST_RATE + 10;

/** A steady load from the network of the clients on a Service's port of each node. */
export class Load {
  private readonly outcomes: Outcome[] = [];
  private readonly marks = new Map<string, () => void>();
  private readonly process: ChildProcessWithoutNullStreams;
  private ended: string | undefined;
  private lastMark = 0;

  constructor(urls: readonly string[]) {
    const [program, ...args] = [
      ...inNetwork(CLIENTS), process.execPath, join(__dirname, 'client.mjs'), String(RATE), ...urls,
    ];
    this.process = spawn(program, args, { stdio: 'pipe' });
    this.process.stderr.on('data', (text) => process.stderr.write(text));
    this.process.on('exit', (code, signal) => {
      this.ended = `the load ended with ${signal ?? code}`;
      this.marks.forEach((answered) => answered());
    });
    createInterface({ input: this.process.stdout }).on('line', (line) => {
      const read = JSON.parse(line) as Outcome | { mark: string };
      if ('mark' in read) {
        this.marks.get(read.mark)?.();
        this.marks.delete(read.mark);
      } else {
        this.outcomes.push(read);
      }
    });
  }

  /** The traffic while something runs, once all of its requests have ended. */
  async during(run: () => Promise<unknown>): Promise<Traffic> {
    await this.settled();
    const from = Date.now();
    await run();
    const to = Date.now();
    await this.settled();
    return {
      seconds: (to - from) / 1_000, outcomes: this.outcomes.filter(({ at }) => at >= from && at < to),
    };
  }

  stop(): void {
    this.process.stdin.end();
  }

  /** Resolves when all requests that were sent before have ended. */
  private async settled(): Promise<void> {
    const mark = String(++this.lastMark);
    await new Promise<void>((done) => {
      this.marks.set(mark, done);
      if (this.ended) {
        done();
      } else {
        this.process.stdin.write(`${mark}\n`);
      }
    });
    if (this.ended) {
      throw new Error(this.ended);
    }
  }
}
