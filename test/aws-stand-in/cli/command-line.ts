import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startService } from '../../support/machine/processes';

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'];

/** The path of version 2 of the AWS command line, as in CodeBuild: version 1 has other flags. */
export function findCommandLine(): string | undefined {
  return FOLDERS.map((folder) => join(folder, 'aws')).find(
    (path) => existsSync(path) && spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.startsWith('aws-cli/2'),
  );
}

/**
 * Puts the AWS command line into a folder as `aws`. Where it is a Python program, as Debian has it, it runs in
 * processes that have loaded it already, because a pair starts it some eighty times.
 */
export async function putCommandLine(folder: string, logs: string): Promise<void> {
  const path = findCommandLine()!;
  const aws = join(folder, 'aws');
  const [, python] = /^#!(\S*python[\d.]*)\n/.exec(readFileSync(path, 'latin1').slice(0, 200)) ?? [];
  if (!python) {
    symlinkSync(path, aws);
    return;
  }
  const socket = `${aws}.sock`;
  await startService({
    name: 'aws',
    command: [python, join(__dirname, 'server.py'), socket],
    env: { LANG: 'C.UTF-8', PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' },
    logs,
    ready: async () => existsSync(socket),
  });
  // Isolated and without packages: it starts at once, wherever it is called.
  writeFileSync(aws, `#!${python} -IS\n${readFileSync(join(__dirname, 'client.py'), 'utf8')}`, { mode: 0o755 });
}
