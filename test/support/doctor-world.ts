import { join } from 'node:path';
import { TODAY } from './fixed-clock';
import { reposOf, synthRepo } from './synth-pair';
import { temporaryFolder } from './temporary-folder';
import { realWorld } from '../../src/doctor/real-world';
import type { Outcome, World } from '../../src/doctor/world';
import { Layout } from '../../src/options/enums';
import type { Answers } from '../../src/options/option';
import type { Repo } from '../../src/options/repo';

/**
 * What a program prints, by the beginning of its command: `aws sts`. A problem goes to standard error, and the program
 * fails.
 */
export type Programs = Readonly<Record<string, string | { readonly problem: string }>>;

/** A pair on disk, in the folders that its repositories are cloned to. */
export class PairFolder {
  public readonly root = temporaryFolder();
  public readonly app = join(this.root, 'shop');
  /** A single repository is both. */
  public readonly config: string;

  public constructor(answers: Answers = {}) {
    this.config = answers.layout === Layout.SINGLE ? this.app : join(this.root, 'shop-k8s-config');
    reposOf(answers).forEach((repo) => this.synth(repo, answers));
  }

  public synth(repo: Repo, answers: Answers): void {
    synthRepo(repo, { appName: 'shop', ...answers }, this[repo === 'single' ? 'app' : repo]);
  }
}

/** The programs of a machine on which every task runs. Their words are those of the programs' own releases. */
export const INSTALLED: Programs = {
  'aws --version': 'aws-cli/2.31.5 Python/3.13.7 Linux/6.8.0 exe/x86_64.ubuntu.24',
  'eksctl version': '0.230.0\n',
  'kind version': 'kind v0.33.0 go1.26.6 linux/amd64',
  'git --version': 'git version 2.51.0\n',
  'kubectl version --client': '{"clientVersion": {"gitVersion": "v1.36.1"}}',
};

export interface DoctorWorld extends World {
  readonly printed: string[];
  readonly said: string[];
  readonly ran: string[];
}

/**
 * The folder of a repository, and programs that answer what they are given. Every program of a task is there.
 *
 * @param missing programs that are not on the machine
 */
export function doctorWorld(
  folder: string, args: readonly string[], programs: Programs = {}, missing: readonly string[] = [],
): DoctorWorld {
  const all = { ...INSTALLED, ...programs };
  const [printed, said, ran]: string[][] = [[], [], []];
  return {
    ...realWorld(),
    args,
    env: {},
    folder,
    node: '24.11.0',
    now: () => TODAY,
    has: (program) => !missing.includes(program),
    run: async (program, words) => {
      ran.push([program, ...words].join(' '));
      return answerTo(program, words, missing.includes(program) ? {} : all);
    },
    out: (text) => { printed.push(text); },
    say: (text) => { said.push(text); },
    printed,
    said,
    ran,
  };
}

/** The longest beginning that fits wins. */
function answerTo(program: string, words: readonly string[], programs: Programs): Outcome {
  const command = [program, ...words].join(' ');
  const found = Object.keys(programs)
    .filter((begin) => command.startsWith(begin))
    .sort((one, other) => other.length - one.length)[0];
  const answer = found === undefined ? { problem: `${command}: no answer` } : programs[found];
  return typeof answer === 'string'
    ? { code: 0, stdout: answer, stderr: '' }
    : { code: 1, stdout: '', stderr: `\n${answer.problem}\n` };
}
