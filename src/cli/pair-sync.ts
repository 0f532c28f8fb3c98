import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { realWorld, runInWorld } from '../doctor/real-world';
import { pairSync } from '../pair-sync/pair-sync';
import { missingPackages } from '../project/packages';
import { writeFile } from '../project/write-file';

void runInWorld(() => pairSync({
  ...realWorld(),
  write: (path, content) => writeFile(path, content, statSync(path).mode % 0o1000),
  isInstalled: (folder) => missingPackages(folder).length === 0,
  show: (command, folder) => new Promise((done) => {
    // Yarn's Plug'n'Play of this repository must not resolve the other one's packages.
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(command, { cwd: folder, env, stdio: 'inherit', shell: true });
    child.on('error', () => done(1));
    child.on('close', (code) => done(code ?? 1));
  }),
}));
