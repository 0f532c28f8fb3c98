/**
 * Preloaded into a process: counts its file operations below FAULT_ROOT, and lets the one with the number FAULT_AT
 * fail.
 *
 *   FAULT_KIND   ENOSPC, EACCES, EIO, EXDEV: this operation fails with this code
 *                full, lost: from this operation on, all that take room fail with ENOSPC; all that change something
 *                fail with EIO kill, cut: the process is killed before this operation; in the middle of this write
 *   FAULT_LOG    the file into which the names of the operations are written when the process ends
 *
 * Operations with callbacks and promises count like their synchronous counterparts.
 */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { relative, resolve } = require('node:path');

const { FAULT_ROOT: root, FAULT_KIND: kind, FAULT_LOG: log } = process.env;
const at = Number(process.env.FAULT_AT ?? 0);

const TAKE_ROOM = [
  'copyFileSync', 'cpSync', 'linkSync', 'mkdirSync', 'mkdtempSync', 'renameSync', 'symlinkSync', 'writeFileSync',
];
const CHANGE = [...TAKE_ROOM, 'chmodSync', 'rmSync', 'rmdirSync', 'unlinkSync'];
const READ = ['accessSync', 'existsSync', 'lstatSync', 'readFileSync', 'readdirSync', 'realpathSync', 'statSync'];

const TWO_PATHS = /^(copyFile|cp|link|rename|symlink)Sync$/;

const operations = [];
let isInside = false;

for (const name of [...CHANGE, ...READ]) {
  const real = fs[name];
  fs[name] = Object.assign(function (...args) {
    if (isInside || !args.slice(0, TWO_PATHS.test(name) ? 2 : 1).some(isBelow)) {
      return real.apply(fs, args);
    }
    operations.push(name);
    isInside = true;
    try {
      return faulty(name, real, args);
    } finally {
      isInside = false;
    }
  }, real, { real });
}

for (const name of [...CHANGE, ...READ]) {
  const plain = name.replace('Sync', '');
  for (const api of [fs, fs.promises]) {
    const real = api[plain];
    if (!real || plain === 'exists') {
      continue;
    }
    api[plain] = function (...args) {
      if (!args.slice(0, TWO_PATHS.test(name) ? 2 : 1).some(isBelow)) {
        return real.apply(api, args);
      }
      operations.push(name);
      try {
        return faulty(name, real, args);
      } catch (error) {
        if (api === fs) {
          return void setImmediate(args[args.length - 1], error);
        }
        return Promise.reject(error);
      }
    };
  }
}
syncBuiltinESMExports();

function isBelow(path) {
  return typeof path === 'string' && !relative(root, resolve(path)).startsWith('..');
}

function faulty(name, real, args) {
  const number = operations.length;
  const isNow = number === at;
  if (isNow && kind === 'kill') {
    process.kill(process.pid, 'SIGKILL');
  }
  if (isNow && kind === 'cut') {
    fs.writeFileSync.real(args[0], args[1].slice(0, args[1].length / 2));
    process.kill(process.pid, 'SIGKILL');
  }
  const code = at === 0 || number < at ? undefined
    : kind === 'full' ? TAKE_ROOM.includes(name) && 'ENOSPC'
      : kind === 'lost' ? CHANGE.includes(name) && 'EIO'
        : isNow && kind;
  if (!code) {
    return real.apply(fs, args);
  }
  if (name === 'existsSync') {
    return false;
  }
  const syscall = name.replace('Sync', '');
  throw Object.assign(new Error(`${code}: injected, ${syscall} '${args[0]}'`), {
    code,
    syscall,
    errno: -1,
    path: args[0],
    ...(TWO_PATHS.test(name) && { dest: args[1] }),
  });
}

process.on('exit', () => log && fs.appendFileSync(log, `${operations.join('\n')}\n`));
