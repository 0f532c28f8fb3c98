import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { packTarball, unpackAs } from '../support/packed-package';
import { temporaryFolder } from '../support/temporary-folder';

const MODULES = join(__dirname, '..', '..', 'node_modules');

let project: string;
let tarball: string;
let installed: string;

/** Installs the packed package beside projen in a user's project. */
beforeEach(() => {
  project = temporaryFolder();
  tarball = packTarball(project);
  installed = unpackAs('0.1.0', tarball, join(project, 'node_modules', 'create-gitops-eks'));
  for (const name of ['projen', 'constructs', '@types']) {
    symlinkSync(join(MODULES, name), join(project, 'node_modules', name));
  }
});

function runFile(name: string, content: string): string {
  writeFileSync(join(project, name), content);
  return execFileSync(process.execPath, [name], { cwd: project, encoding: 'utf8' });
}

test('the package is small, and has few files: npm unpacks each of them before a first run', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(installed, name)).isFile());
  expect(files.length).toBeLessThanOrEqual(35);
  expect(statSync(tarball).size).toBeLessThanOrEqual(600_000);
});

test('npm reads the metadata of no other package before a first run; Yarn knows what a repository adds', () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const read = Object.keys(manifest).filter((name) => /^(optionalD|peerD|d)ependencies$/.test(name));
  expect(read).toEqual([]);
  expect(manifest.peerDependenciesMeta).toEqual({ constructs: { optional: true }, projen: { optional: true } });
});

test('require and import have the same names', () => {
  const names = 'Object.keys(all).filter((name) => name !== "default" && name !== "module.exports").sort().join()';
  const required = runFile('names.cjs', `const all = require('create-gitops-eks'); console.log(${names});`);
  expect(runFile('names.mjs', `import * as all from 'create-gitops-eks'; console.log(${names});`)).toBe(required);
  expect(required).toContain('GitOpsAppProject');
});

test('the types name no module that the package lacks', () => {
  const types = readdirSync(join(installed, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'));
  const lacking = types.flatMap((name) =>
    [...readFileSync(join(installed, 'lib', name), 'utf8').matchAll(/from '(\.[^']+)'/g)]
      .map(([, module]) => posix.join(posix.dirname(name), `${module}.d.ts`))
      .filter((module) => !types.includes(module)));
  expect(lacking).toEqual([]);
  expect(types.length).toBeGreaterThanOrEqual(7);
});

test('a TypeScript project compiles with the types of the package', () => {
  mkdirSync(join(project, 'source'));
  writeFileSync(join(project, 'source', 'projenrc.ts'), [
    "import { GitOpsAppProject, GitOpsEngine, Promotion, type GitOpsEnvironment } from 'create-gitops-eks';",
    "const dev: GitOpsEnvironment = { name: 'dev', promotion: Promotion.COMMIT };",
    "new GitOpsAppProject({ appName: 'shop', region: 'us-east-1', engine: GitOpsEngine.FLUX, environments: [dev] }).synth();",
    '',
  ].join('\n'));
  const compiler = join(MODULES, 'typescript', 'bin', 'tsc');
  const options = ['--strict', '--noEmit', '--skipLibCheck', '--module', 'nodenext', '--types', 'node', '--target', 'es2022'];
  const compile = () => execFileSync(process.execPath, [compiler, ...options, 'source/projenrc.ts'], { cwd: project, encoding: 'utf8', stdio: 'pipe' });
  expect(compile()).toBe('');
});
