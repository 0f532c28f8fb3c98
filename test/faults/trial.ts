import { readdirSync, rmSync } from 'node:fs';
import { type Fault, FaultyMachine, chosen, inParallel } from './faults';
import type { Ended } from '../support/run';
import { readTree } from '../support/tree';

export const REPOS = ['shop', 'shop-k8s-config'];

/** Every name below a folder, hidden ones too. */
export const namesIn = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();
export const isKilled = ({ code }: Ended) => code === null;

/** Problems after a faulty run; empty if there are none. */
type Judge = (fault: Fault, folder: string, ended: Ended) => Promise<string[]>;

type Command = (folder: string, fault: Fault) => Promise<Ended>;

/** Runs commands with every chosen fault, judges what they leave, and counts how they ended. */
export class Trial {
  readonly machine = new FaultyMachine();
  private readonly tally: Record<string, Record<string, number>> = {};

  /** Creates a pair without faults and returns its files. */
  async createPair(): Promise<ReturnType<typeof readTree>> {
    const cwd = this.machine.newFolder();
    expect(await this.machine.make(cwd, ['shop'])).toMatchObject({ code: 0 });
    return readTree(cwd);
  }

  async tryAll(name: string, before: string, runFaulty: Command, judge: Judge): Promise<void> {
    const faults = await this.machine.faultsOf((log) => runFaulty(this.machine.newFolder(before), log));
    const tried = chosen(faults);
    const wrong: string[] = [];
    await inParallel(tried, async (fault) => {
      const folder = this.machine.newFolder(before);
      const ended = await runFaulty(folder, fault);
      const problems = await judge(fault, folder, ended);
      const run = `${fault.kind} at ${fault.at} (${fault.operation}), code ${ended.code}`;
      wrong.push(...problems.map((problem) => `${run}: ${problem}\n${ended.stderr.slice(-400)}`));
      this.count(name, ended);
      rmSync(folder, { recursive: true });
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(tried.length).toBeGreaterThan(20);
  }

  /** Prints a row of docs/reliability.md for each command, and removes all folders. */
  end(): void {
    this.machine.remove();
    for (const [name, ends] of Object.entries(this.tally)) {
      const total = Object.values(ends).reduce((sum, count) => sum + count, 0);
      const parts = Object.entries(ends).map(([end, count]) => `${count} ${end}`);
      process.stderr.write(`| ${name} | ${total} | ${parts.join(', ')} |\n`);
    }
  }

  private count(name: string, ended: Ended): void {
    const end = isKilled(ended) ? 'killed, and completed by the next run' : ended.code === 0 ? 'survived' : 'refused';
    this.tally[name] = { ...this.tally[name], [end]: (this.tally[name]?.[end] ?? 0) + 1 };
  }
}
