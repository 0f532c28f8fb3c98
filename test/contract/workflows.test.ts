import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Step { readonly name?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>> }
interface Job { readonly steps: readonly Step[]; readonly container?: object }

const jobsOf = (workflow: string): Readonly<Record<string, Job>> =>
  parse(readFileSync(join(__dirname, '..', '..', '.github', 'workflows', `${workflow}.yml`), 'utf8')).jobs;
const commandsOf = (job: Job) => job.steps.map(({ run }) => run).join('\n');

test('the release names no registry, so that npm\'s setting decides', () => {
  const { env } = jobsOf('release').release_npm.steps.find(({ name }) => name === 'Release') ?? {};
  expect(Object.keys(env ?? {}).sort()).toEqual([
    'NPM_CONFIG_PROVENANCE', 'NPM_DIST_TAG', 'NPM_TRUSTED_PUBLISHER', 'PUBLIB_DRYRUN',
  ]);
});

test('a pull request runs the tests and the rule packs without skipping any', () => {
  const { build, security } = jobsOf('build');
  expect(commandsOf(build)).toContain('npx projen build');
  expect(commandsOf(security)).toContain('REQUIRE_PROGRAMS=1 npx projen security');
});

test('the nightly workflow runs the proof, keeps it and checks support end dates', () => {
  const { proof, versions } = jobsOf('nightly');
  expect(commandsOf(proof)).toContain('npx projen e2e:report');
  expect(proof.container).toEqual({ image: 'node:24-trixie', options: '--privileged' });
  expect(proof.steps.map(({ name }) => name)).toContain('Keep the proof');
  expect(commandsOf(versions)).toContain('npx projen versions:check');
});

const stepsOf = (task: string): string[] =>
  JSON.parse(readFileSync(join(__dirname, '..', '..', '.projen', 'tasks.json'), 'utf8')).tasks[task].steps.flatMap(
    ({ spawn }: { readonly spawn?: string }) => spawn ?? [],
  );

test('the report builds the package before it runs pairs that install it', () => {
  expect(stepsOf('e2e:report')).toEqual(['templates:compile', 'compile', 'bundle', 'e2e', 'e2e:cluster', 'e2e:pods']);
});

// jest runs tests without a type check: a value of an axis without a verifier would pass.
test('the types of the tests are checked before they run', () => {
  expect(stepsOf('test')).toEqual(['templates:compile', 'eslint', 'typecheck', 'compile', 'bundle']);
});
