import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { realWorld, runInWorld } from '../doctor/real-world';
import { pairSync } from '../pair-sync/pair-sync';
import { writeFile } from '../project/write-file';

void runInWorld(() => pairSync({
  ...realWorld(),
  write: (path, content) => writeFile(path, content, statSync(path).mode % 0o1000),
  projenIn: (folder) => {
    try {
      return createRequire(join(folder, 'package.json')).resolve('projen/bin/projen');
    } catch {
      return undefined;
    }
  },
  show: (script, folder) => new Promise((done) => {
    const child = spawn(process.execPath, [script], { cwd: folder, stdio: 'inherit' });
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  }),
}));
