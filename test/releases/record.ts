/**
 * Records the pair of a release as a fixture: `npx tsx test/releases/record.ts VERSION COMMIT [ANSWERS AS JSON]`.
 * fixtures/README.md describes the files.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LockedFile } from '../../src/project/lock';
import { REPOS } from '../support/render-pair';

const ROOT = join(__dirname, '..', '..');
const [version, commit, answers = '{}'] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'gitops-eks-release-'));
const [release, pair] = [join(work, 'release'), join(work, 'pair')];
const inRelease = (program: string, ...args: string[]) =>
  execFileSync(program, args, { cwd: release, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } });

/** Runs in the release: its own code renders the pair. */
const RENDER = `
import { GitOpsAppProject } from './src/app-project';
import { GitOpsConfigProject } from './src/config-project';
const options = { appName: 'shop', ...${answers} } as any;
new GitOpsAppProject({ ...options, outdir: ${JSON.stringify(join(pair, 'app'))} }).synth();
new GitOpsConfigProject({ ...options, outdir: ${JSON.stringify(join(pair, 'config'))} }).synth();
`;

execFileSync('git', ['worktree', 'add', '--quiet', '--detach', release, commit], { cwd: ROOT, stdio: 'inherit' });
try {
  symlinkSync(join(ROOT, 'node_modules'), join(release, 'node_modules'));
  const manifest = JSON.parse(readFileSync(join(release, 'package.json'), 'utf8'));
  writeFileSync(join(release, 'package.json'), JSON.stringify({ ...manifest, version }, undefined, 2));
  inRelease('npx', 'tsx', 'projenrc/compile-templates.ts');
  writeFileSync(join(release, 'render-pair.ts'), RENDER);
  inRelease('npx', 'tsx', 'render-pair.ts');
  REPOS.forEach(recordRepo);
} finally {
  execFileSync('git', ['worktree', 'remove', '--force', release], { cwd: ROOT, stdio: 'inherit' });
  rmSync(work, { recursive: true, force: true });
}

function recordRepo(repo: 'app' | 'config'): void {
  const fixture = join(__dirname, 'fixtures', version, repo);
  const from = (path: string) => readFileSync(join(pair, repo, path), 'utf8');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(fixture, path)), { recursive: true });
    writeFileSync(join(fixture, path), text);
  };
  rmSync(join(fixture, 'files'), { recursive: true, force: true });
  write('lock.json', from('.gitops-eks/lock.json'));
  write('answers.json', from('.projenrc.json'));
  const { files } = JSON.parse(from('.gitops-eks/lock.json')) as { files: LockedFile[] };
  files
    .filter(({ owner, pristine }) => owner !== 'managed' && pristine === undefined)
    .forEach(({ path }) => write(`files/${path}`, from(path)));
}
