import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { filesByFolder } from './render-pair';
import { temporaryFolder } from './temporary-folder';
import { writeFiles } from './write-files';
import type { Answers } from '../../src/options/option';
import type { Repo } from '../../src/options/repo';

/** What a task wrote, and the commands with which it called the stand-ins. */
export interface TaskOutcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly string[];
}

/** A generated repository on the disk, with stand-ins for programs. Tasks see no configuration of this machine. */
export class TaskFolder {
  readonly root = temporaryFolder();
  readonly work = join(this.root, 'work');
  readonly env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: this.root,
    CALLS: join(this.root, 'calls'),
    PATH: `${join(this.root, 'bin')}${delimiter}${process.env.PATH}`,
    GIT_CONFIG_GLOBAL: join(this.root, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
  };

  /** @param repo without an effect for a single repository */
  constructor(answers: Answers, repo: Repo = 'app') {
    const repos = filesByFolder({ appName: 'shop', ...answers });
    writeFiles(this.work, repos.get('single') ?? repos.get(repo)!);
    this.program('aws', 'case "$*" in *get-caller-identity*) echo 123456789012 ;; esac');
  }

  /** Puts a shell script before this machine's program on PATH. It records its calls. */
  program(name: string, script: string): this {
    writeFiles(join(this.root, 'bin'), [
      { path: name, content: `#!/bin/bash\necho "${name} $*" >>"$CALLS"\n${script}\n`, executable: true },
    ]);
    return this;
  }

  /** Runs `scripts/<path>.sh`. */
  run(path: string, ...args: readonly string[]): TaskOutcome {
    return this.bash(`scripts/${path}.sh`, ...args);
  }

  /** Runs commands as a task does that reads these libraries. */
  script(text: string, ...libraries: readonly string[]): TaskOutcome {
    const lines = [
      '#!/bin/bash', '. "$(dirname "$0")/../lib/common.sh"', ...libraries.map((name) => `. scripts/lib/${name}.sh`),
      text,
    ];
    writeFiles(this.work, [{ path: 'scripts/test/script.sh', content: `${lines.join('\n')}\n` }]);
    return this.run('test/script');
  }

  private bash(...args: readonly string[]): TaskOutcome {
    const { status, stdout, stderr } = spawnSync('bash', args, {
      cwd: this.work, env: this.env, input: '', encoding: 'utf8', timeout: 20_000,
    });
    const recorded = existsSync(this.env.CALLS!) ? readFileSync(this.env.CALLS!, 'utf8').trimEnd().split('\n') : [];
    return { status, stdout, stderr, calls: recorded.filter((call) => !call.includes('get-caller-identity')) };
  }
}
