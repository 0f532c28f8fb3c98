import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { startService } from '../../support/machine/processes';

const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin'];

/** The path of the AWS CLI, version 2, as in CodeBuild. Version 1 has other flags. */
export function findCommandLine(): string | undefined {
  return FOLDERS.map((folder) => join(folder, 'aws')).find(
    (path) => existsSync(path) && spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.startsWith('aws-cli/2'),
  );
}

/**
 * Installs the AWS CLI in a folder as `aws`. If it is a Python program, as on Debian, it runs in processes that have
 * already loaded it, because a pair starts it about 80 times.
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
  // Isolated and without packages, so that it starts fast in any folder.
  writeFileSync(aws, `#!${python} -IS\n${readFileSync(join(__dirname, 'client.py'), 'utf8')}`, { mode: 0o755 });
}
