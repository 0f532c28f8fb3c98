import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { packTarball, unpackAs } from './packed-package';
import { type Ended, run } from './run';

/** The packed package where npm would install it, for tests of its process. */
export class CommandLine {
  public readonly bin: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'gitops-eks-command-'));

  public constructor() {
    chmodSync(this.folder, 0o755);
    const tarball = packTarball(this.newFolder('tarball'));
    this.bin = join(
      unpackAs('0.1.0', tarball, join(this.folder, 'node_modules', 'create-gitops-eks')), 'bin', 'create-gitops-eks.js',
    );
  }

  /** An empty folder. */
  public newFolder(name: string): string {
    const path = join(this.folder, 'folders', name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** A user without any configuration: no AWS, npm or Git settings, an empty home. */
  public environment(overrides: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return { PATH: process.env.PATH, HOME: this.newFolder('home'), ...overrides };
  }

  /** A PATH on which these programs are, and no others. */
  public pathOf(...programs: readonly string[]): string {
    const folder = mkdtempSync(join(this.folder, 'bin-'));
    programs.forEach((name) => symlinkSync(whereIs(name), join(folder, name)));
    return folder;
  }

  /** Runs the command line to its end, without a terminal. */
  public run(args: readonly string[], cwd: string, overrides?: NodeJS.ProcessEnv): Promise<Ended> {
    return run(process.execPath, [this.bin, ...args], cwd, this.environment(overrides));
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function whereIs(program: string): string {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
  if (!found) {
    throw new Error(`${program} is not on PATH`);
  }
  return found;
}
