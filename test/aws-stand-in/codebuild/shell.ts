import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { untilMark } from './until-mark';

/** Follows the output of each command on both streams: exit codes use another pipe and would overtake it. */
const MARK = '\0end of command\0';

/** A mount namespace, and so an empty `/tmp`. */
const OWN_TMP = 'mount -t tmpfs -o mode=1777 build /tmp';

/** The source folder on Lambda compute. */
export const LAMBDA_SOURCE = '/tmp/codebuild/output/src';

/**
 * Only `/tmp`, which holds the source, is writable. Source: the CodeBuild user guide, "Limitations of AWS Lambda
 * compute".
 */
const ONLY_TMP = [
  `mkdir -p ${LAMBDA_SOURCE} && mount --bind "$PWD" ${LAMBDA_SOURCE} && cd ${LAMBDA_SOURCE}`,
  'while read -r _ place _; do case $place in /tmp | /tmp/* | /proc | /proc/* | /sys | /sys/* | /dev | /dev/*) ;; *) mount -o remount,bind,ro "$place" ;; esac; done </proc/mounts',
].join(' && ');

/** A shell that runs several commands in turn, so that they share exported variables. Requires root. */
export class Shell {
  private readonly child: ChildProcess;
  private waiting: { answer?: string; marks: number; done: (answer: string) => void } | undefined;
  private ended: string | undefined;

  constructor(
    program: 'bash' | 'sh', cwd: string, env: NodeJS.ProcessEnv, private readonly write: (text: string) => void,
    isOnLambda = false,
  ) {
    const mounts = isOnLambda ? `${OWN_TMP} && ${ONLY_TMP}` : OWN_TMP;
    // In its own process group, so that remaining processes of its commands end with it.
    this.child = spawn('unshare', ['--mount', 'sh', '-c', `${mounts} && exec "$0"`, program], {
      cwd, env, stdio: ['pipe', 'pipe', 'pipe', 'pipe'], detached: true,
    });
    const [stdin, stdout, stderr, answers] = this.child.stdio as unknown as [
      NodeJS.WritableStream, Readable, Readable, Readable,
    ];
    stdin.on('error', () => undefined);
    [stdout, stderr].forEach((stream) =>
      stream.on(
        'data', untilMark(MARK, write, () => this.progress({ mark: true })),
      ),
    );
    createInterface(answers).on('line', (answer) => this.progress({ answer }));
    const finish = (code: number | null) => {
      this.ended ??= String(code || 1);
      this.waiting?.done(this.ended);
    };
    // Waits for all output, unless a remaining process keeps the streams open.
    this.child.once('close', finish);
    this.child.once('exit', (code) => setTimeout(() => {
      this.end();
      finish(code);
    }, 2_000).unref());
  }

  /** Runs one command, of one or more lines, and returns its exit code. */
  async run(command: string): Promise<number> {
    // Only the runner holds this pipe: a remaining process must not keep it open.
    return Number(await this.ask(`{ eval ${quoted(command)}\n} 3>&- </dev/null\necho $? >&3`));
  }

  /** The value of an exported variable. */
  async exported(name: string): Promise<string | undefined> {
    const [code, value] = (
      await this.ask(
        `printf '%s %s\\n' "$(printenv ${name} >/dev/null; echo $?)" "$(printenv ${name} | base64 -w0)" >&3`,
      )
    ).split(' ');
    return code === '0' ? Buffer.from(value, 'base64').toString().replace(/\n$/, '') : undefined;
  }

  /** Ends the shell and all its processes. */
  end(): void {
    try {
      process.kill(-this.child.pid!, 'SIGKILL');
    } catch {
      // It has already ended.
    }
  }

  private ask(script: string): Promise<string> {
    if (this.ended !== undefined) {
      this.write('The shell has ended: a command before this one said "exit".\n');
      return Promise.resolve(this.ended);
    }
    return new Promise((done) => {
      this.waiting = { marks: 0, done };
      const mark = MARK.replace(/\0/g, '\\0');
      this.child.stdin!.write(`${script}\nprintf '${mark}'; printf '${mark}' >&2\n`);
    });
  }

  private progress({ answer, mark }: { answer?: string; mark?: true }): void {
    if (!this.waiting) {
      return;
    }
    this.waiting.answer ??= answer;
    this.waiting.marks += mark ? 1 : 0;
    if (this.waiting.answer !== undefined && this.waiting.marks === 2) {
      const { done, answer: code } = this.waiting;
      this.waiting = undefined;
      done(code!);
    }
  }
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, '\'\\\'\'')}'`;
}
