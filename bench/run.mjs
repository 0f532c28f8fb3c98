/**
 * Measures the command line, as a whole process, against a bare Node.js and against others of its kind.
 *
 *   npx projen bench            everything, as a Markdown table
 *   npx projen bench --quick    ours against bare Node.js alone; fails above the limit
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

/** How many times a bare `node -e 0` the whole pair may take. */
const LIMIT = 2.5;

const quick = process.argv.includes('--quick');
const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const env = { ...process.env, CI: 'true', npm_config_yes: 'true', NEXT_TELEMETRY_DISABLED: '1', CDK_DISABLE_CLI_TELEMETRY: 'true' };
const inFolder = (program, args, cwd = folder) => execFileSync(program, args, { cwd, env, stdio: 'pipe' });

/** Packs this package and installs it, as npm does for `npm create`. */
function installOurs() {
  const home = join(folder, 'ours');
  mkdirSync(home);
  inFolder('npm', ['pack', '--pack-destination', home, '--ignore-scripts'], root);
  const [tarball] = readdirSync(home);
  inFolder('npm', ['install', '--no-audit', '--no-fund', '--omit=peer', join(home, tarball)], home);
  return { size: statSync(join(home, tarball)).size, command: join(home, 'node_modules', 'create-gitops-eks', 'bin', 'create-gitops-eks.js') };
}

/** Installs the others. `aws-cdk` has a stray "latest". */
function installOthers() {
  const home = join(folder, 'others');
  mkdirSync(home);
  inFolder('npm', ['install', '--no-audit', '--no-fund', 'create-vite', 'create-next-app', 'sv', 'projen', 'constructs', 'aws-cdk@^2.1148'], home);
  const bin = (name) => join(home, 'node_modules', '.bin', name);
  return {
    'create-vite, vanilla-ts': [bin('create-vite'), 'app', '--template', 'vanilla-ts', '--no-interactive'],
    'create-next-app --skip-install --disable-git': [bin('create-next-app'), 'app', '--yes', '--skip-install', '--disable-git'],
    'sv create --no-install --no-add-ons': [bin('sv'), 'create', 'app', '--template', 'minimal', '--types', 'ts', '--no-install', '--no-add-ons'],
    'projen new project --no-git --no-post': [bin('projen'), 'new', 'project', '--no-git', '--no-post'],
    'cdk init app --generate-only': [bin('cdk'), 'init', 'app', '--language', 'typescript', '--generate-only'],
  };
}

/** Runs every command in turn, so that a machine that grows slower does so for all of them; milliseconds, by name. */
function measure(commands, rounds) {
  const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, [program, ...args]] of Object.entries(commands)) {
      const cwd = mkdtempSync(join(folder, 'run-'));
      const started = performance.now();
      const { status, stderr } = spawnSync(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
      const time = performance.now() - started;
      if (status !== 0) {
        throw new Error(`${name} ended with code ${status}: ${stderr}`);
      }
      rmSync(cwd, { recursive: true, force: true });
      // The first round warms the caches of the disk.
      if (round >= 0) {
        times[name].push(time);
      }
    }
  }
  return times;
}

const median = (values) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** The median of the ratios, round by round. */
const ratio = (times, base) => median(times.map((time, round) => time / base[round]));

const BARE = 'bare `node -e 0`';
const OURS = 'create-gitops-eks, the whole pair';
const ours = installOurs();
const commands = {
  [BARE]: [process.execPath, '-e', '0'],
  [OURS]: [process.execPath, ours.command, 'my-app', '--yes', '--no-install', '--no-git', '--region', 'us-east-1', '--account-id', '123456789012'],
};
const few = measure(commands, 21);
const reached = ratio(few[OURS], few[BARE]);

console.log(`Node.js ${process.version}; ${process.platform}, ${process.arch}; the package is ${Math.round(ours.size / 1000)} kB packed\n`);
console.log('| program | median | times bare Node.js |\n| --- | --- | --- |');
const row = (name, times, base) => console.log(`| ${name} | ${Math.round(median(times))} ms | ${ratio(times, base).toFixed(2)} |`);
Object.entries(few).forEach(([name, times]) => row(name, times, few[BARE]));
if (!quick) {
  const all = measure({ [BARE]: commands[BARE], ...installOthers() }, 15);
  Object.entries(all).filter(([name]) => name !== BARE).forEach(([name, times]) => row(name, times, all[BARE]));
}
if (reached > LIMIT) {
  console.error(`\nThe whole pair takes ${reached.toFixed(2)} times a bare Node.js: more than ${LIMIT}.`);
  process.exitCode = 1;
}
