import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testWithBash } from '../support/bash';
import { ConfigClone } from '../support/config-clone';
import { runConfigTask } from '../support/config-task';

const ANSWERS = { appName: 'shop', environments: ['dev', 'staging', 'production'] };
const digest = (character: string) => `sha256:${character.repeat(64)}`;
const [OLD, NEW] = [digest('a'), digest('b')];
const fileOf = (name: string) => `k8s/overlays/${name}/kustomization.yaml`;

/** Answers the tasks' calls: the caller, and a registry with two images, the second of which is newer. */
const AWS = `#!${process.execPath}
const text = process.argv.slice(2).join(' ');
const images = [['${OLD}', '2026-11-25T10:00:00+00:00', '${'1'.repeat(40)}'], ['${NEW}', '2026-11-26T10:00:00+00:00', '${'2'.repeat(40)}']];
const [, asked] = /imageDigest=(\\S+)/.exec(text) ?? [];
const [found] = images.filter(([digest]) => digest === asked);
if (/get-caller-identity/.test(text)) console.log('111122223333');
else if (/describe-repositories/.test(text)) console.log('registry.example/shop');
else if (asked && !found) process.exitCode = 254;
else if (/imagePushedAt'?$/.test(text)) console.log(JSON.stringify(found[1]));
else if (asked) console.log(found[2]);
else if (/imageTags/.test(text)) console.log(JSON.stringify(images.map(([digest, , tag]) => [digest, tag])));
else console.log(JSON.stringify(images.at(-1)[0]));
`;

class Clone extends ConfigClone {
  constructor() {
    super(ANSWERS, undefined, { aws: AWS, kubectl: '#!/bin/sh\nexit 1\n' });
  }

  digestIn(name: string): string {
    return /digest: (\S+)/.exec(this.git('show', `origin/main:${fileOf(name)}`))![1];
  }

  promote(name: string, ...more: string[]) {
    return this.task('promote', '--to', name, ...more);
  }

  set(name: string, to: string): void {
    const path = join(this.folder, fileOf(name));
    writeFileSync(path, readFileSync(path, 'utf8').replace(/digest: \S+/, `digest: ${to}`));
    this.git('commit', '-qam', `set ${name}`);
    this.git('push', '-q', 'origin', 'main');
  }
}

describe('promote', () => {
  testWithBash('takes the newest image to the first environment, and then from one to the next', () => {
    const clone = new Clone();
    for (const name of ANSWERS.environments) {
      const { status, stdout, stderr } = clone.promote(name);
      expect({ name, status, stdout, stderr }).toEqual({
        name, status: 0, stdout: expect.stringContaining(`to ${name}.`), stderr: '',
      });
    }
    expect(ANSWERS.environments.map((name) => clone.digestIn(name))).toEqual([NEW, NEW, NEW]);
  });

  testWithBash('uses the first environment without --to', () => {
    const clone = new Clone();
    expect(clone.task('promote').status).toBe(0);
    expect(clone.digestIn('dev')).toBe(NEW);
    expect(clone.digestIn('production')).toMatch(/0{64}/);
  });

  testWithBash('refuses an image that the environment before has never had, and takes one that it had', () => {
    const clone = new Clone();
    clone.promote('dev', '--digest', OLD);
    expect(clone.promote('staging', '--digest', NEW)).toMatchObject({
      status: 1, stderr: expect.stringContaining(`dev has never had ${NEW}. Promote it there first`),
    });
    clone.promote('dev');
    expect(clone.promote('staging', '--digest', OLD).status).toBe(0);
    expect([clone.digestIn('dev'), clone.digestIn('staging')]).toEqual([NEW, OLD]);
  });

  testWithBash('refuses an older image than the environment has', () => {
    const clone = new Clone();
    clone.promote('dev');
    clone.promote('staging');
    clone.set('dev', OLD);
    expect(clone.promote('staging')).toMatchObject({
      status: 1, stderr: expect.stringContaining(`${OLD} is older than the image of staging. To go back: npx projen app:rollback --env staging`),
    });
  });

  testWithBash('refuses an environment that does not exist, and one whose predecessor has no image', () => {
    const clone = new Clone();
    expect(clone.promote('test')).toMatchObject({
      status: 1, stderr: 'Error: test is not an environment. It must be one of: dev staging production.\n',
    });
    expect(clone.promote('staging')).toMatchObject({ status: 1, stderr: expect.stringContaining('dev has no image yet') });
  });
});

testWithBash('app:rollback goes back in one environment alone', () => {
  const clone = new Clone();
  for (const name of ['dev', 'staging']) {
    clone.promote(name, '--digest', OLD);
  }
  for (const name of ['dev', 'staging']) {
    clone.promote(name, '--digest', NEW);
  }
  const { status, stdout } = clone.task('app/rollback', '--env', 'staging');
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`Reverted to ${OLD}.`) });
  expect([clone.digestIn('dev'), clone.digestIn('staging')]).toEqual([NEW, OLD]);
});

testWithBash('env:status tells the commit, its age and the newer images of each environment', () => {
  const clone = new Clone();
  clone.promote('dev', '--digest', OLD);
  clone.promote('staging', '--digest', OLD);
  clone.promote('dev');
  const { status, stdout } = clone.task('env/status');
  expect(status).toBe(0);
  expect(stdout.trimEnd().split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['environment', 'commit', 'since', 'newer', 'health'],
    ['dev', '2'.repeat(12), expect.stringMatching(/^2026-11-22 /), '0', 'unknown: the cluster does not answer'],
    ['staging', '1'.repeat(12), expect.stringMatching(/^2026-11-22 /), '1', 'unknown: the cluster does not answer'],
    ['production', 'none', '-', '-', '-'],
  ]);
});

describe('a task of the cluster', () => {
  testWithBash.each([[[], 'shop-dev'], [['--env', 'production'], 'shop-production']])('with %j is about %s', (args, name) => {
    const { calls } = runConfigTask({ answers: ANSWERS, script: 'app/delete', args: ['--yes', ...args] });
    expect(calls.filter((call) => / delete /.test(call))).toEqual([
      expect.stringContaining(`application ${name} `), expect.stringContaining(`appproject ${name} `),
      expect.stringContaining(`namespace ${name} `),
    ]);
  });

  testWithBash('applies the objects of its environment', () => {
    const { stdout } = runConfigTask({
      answers: ANSWERS, script: 'app/create', args: ['--env', 'staging', '--dry-run'],
    });
    expect(stdout).toContain('--kustomize argocd/environments/staging');
  });

  testWithBash.each([['dev', false], ['production', true]])('with Flux, %s is synced by its own policy', (name, isManual) => {
    const { status, stdout } = runConfigTask({
      answers: { ...ANSWERS, engine: 'flux' }, script: 'app/sync', args: ['--env', name, '--dry-run'],
    });
    expect(status).toBe(0);
    expect(stdout).toContain(`--namespace shop-${name} `);
    // With syncPolicy: manual, the task resumes the source and suspends it again.
    expect(/suspend.*true/.test(stdout.replace(/\\/g, ''))).toBe(isManual);
  });

  testWithBash('with Flux, applies the objects of its environment', () => {
    const { stdout } = runConfigTask({
      answers: { ...ANSWERS, engine: 'flux' }, script: 'app/create', args: ['--env', 'staging', '--dry-run'],
    });
    expect(stdout).toContain('--kustomize flux/environments/staging');
  });

  testWithBash('connects all environments with one Secret', () => {
    const { stdout } = runConfigTask({ answers: ANSWERS, script: 'argocd/connect', args: ['--dry-run'] });
    expect(stdout).toContain('create-service-specific-credential');
    const { read } = runConfigTask({ answers: ANSWERS, script: 'argocd/connect', args: ['--help'] });
    expect(read('scripts/argocd/connect.sh')).toContain('secret=repository-$CONNECTION\n');
    expect(read('scripts/lib/environments.sh')).toContain('CONNECTION=shop-production\n');
    expect(read('scripts/argocd/connect.sh')).toContain('connection=argocd/connection/connection.yaml\n');
  });
});

describe('env:add and env:remove', () => {
  const PROJENRC = { appName: 'shop', environments: [{ name: 'dev' }, 'staging', { name: 'production', replicas: 3 }] };
  const change = (script: string, ...args: string[]) => {
    const clone = new Clone();
    const path = join(clone.folder, '.projenrc.json');
    writeFileSync(path, JSON.stringify(PROJENRC));
    const ended = clone.task(script, ...args);
    return { ...ended, environments: JSON.parse(readFileSync(path, 'utf8')).environments };
  };
  const ADDED = { name: 'qa', replicas: 1, syncPolicy: 'automated', promotion: 'commit' };

  testWithBash('add one before the last, or before another, and keep the others as they are', () => {
    const [dev, staging, production] = PROJENRC.environments;
    expect(change('env/add', 'qa')).toMatchObject({
      status: 0, environments: [dev, staging, ADDED, production], stdout: expect.stringContaining('npx projen pair:sync'),
    });
    expect(change('env/add', 'qa', '--before', 'dev').environments).toEqual([ADDED, dev, staging, production]);
  });

  testWithBash('refuse names that exist, that do not, and none', () => {
    expect(change('env/add', 'dev')).toMatchObject({ status: 1, stderr: expect.stringContaining('The environment dev exists.') });
    expect(change('env/add')).toMatchObject({ status: 1, stderr: expect.stringContaining('Name the new environment') });
    expect(change('env/add', 'qa', '--before', 'x')).toMatchObject({ status: 1, stderr: expect.stringContaining('x is not an environment') });
    expect(change('env/remove', 'x')).toMatchObject({ status: 1, stderr: expect.stringContaining('x is not an environment') });
  });

  testWithBash('remove no environment while its application may run', () => {
    // The cluster does not answer.
    expect(change('env/remove', 'staging')).toMatchObject({ status: 1, environments: PROJENRC.environments });
    const running = runConfigTask({
      answers: ANSWERS, script: 'env/remove', args: ['staging'], programs: { kubectl: 'echo shop-staging' },
    });
    expect(running).toMatchObject({ status: 1, stderr: expect.stringContaining('npx projen app:delete --env staging --yes') });
  });
});

describe('promotion:wait', () => {
  const wait = (name: string) => {
    const clone = new ConfigClone(ANSWERS, undefined, {
      aws: `#!/bin/bash
case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *list-pull-requests*) echo 7 8 ;;
  *"--pull-request-id 7 "*) echo 'deploy(staging): 1' ;;
  *"--pull-request-id 8 "*) echo 'deploy(production): 1' ;;
esac
`,
      // The first pause ends the test.
      sleep: '#!/bin/sh\nkill -TERM "$PPID"\n',
    });
    return clone.task('promotion/wait', '--env', name).stdout;
  };

  testWithBash('names the pull request of the environment, of several that are open', () => {
    expect(wait('production')).toContain('Merge the pull request 8 to approve its image');
    expect(wait('dev')).toBe('');
  });
});
