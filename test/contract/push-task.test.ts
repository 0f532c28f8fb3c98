import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testWithBash } from '../support/bash';
import { type TaskOutcome, TaskFolder } from '../support/tasks';

const URL = 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/shop';
const SSH = 'ssh://APKAEIBAERJR2EXAMPLE@git-codecommit.us-east-1.amazonaws.com/v1/repos/shop';
const OTHER = 'git@git.example.com:acme/shop.git';

/** A repository in which nothing is committed yet, and a bare one in CodeCommit's place. */
class Repository extends TaskFolder {
  private readonly codecommit = join(this.root, 'codecommit');

  constructor() {
    super({});
    const person = '[user]\n  name = A\n  email = a@example.com\n';
    const addresses = [URL, SSH, 'codecommit::us-east-1://shop']
      .map((address) => `  insteadOf = ${address}\n`)
      .join('');
    writeFileSync(this.env.GIT_CONFIG_GLOBAL!, `${person}[url "${this.codecommit}"]\n${addresses}`);
    this.git('init', '-q', '--bare', '-b', 'main', this.codecommit);
    this.git('init', '-q', '-b', 'main');
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.work, env: this.env, encoding: 'utf8' }).trim();
  }

  commit(): this {
    this.git('add', '--all');
    this.git('commit', '-q', '--message', 'pair');
    return this;
  }

  push(...args: readonly string[]): TaskOutcome {
    return this.run('repos/push', ...args);
  }

  /** The commit that CodeCommit has, if any. */
  get pushed(): string {
    return this.git('ls-remote', this.codecommit, 'refs/heads/main').slice(0, 40);
  }

  get origin(): string {
    return this.git('config', '--get-all', 'remote.origin.url');
  }

  /** Runs the command that a message advises after these words. */
  follow({ stderr }: TaskOutcome, words: string): void {
    const [, command] = new RegExp(`${words} +(git [^,\\n]+)`).exec(stderr) ?? [];
    execFileSync('bash', ['-c', command], { cwd: this.work, env: this.env, stdio: 'ignore' });
  }
}

const committed = () => new Repository().commit();

function expectPushed(repository: Repository): void {
  const { status, stderr } = repository.push();
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringMatching(/Error|Warning/) });
  expect(repository.pushed).toBe(repository.git('rev-parse', 'HEAD'));
}

function expectRefused(repository: Repository, words: string | RegExp): TaskOutcome {
  const before = repository.pushed;
  const outcome = repository.push();
  expect(outcome).toMatchObject({ status: 1, stderr: expect.stringMatching(words) });
  expect(repository.pushed).toBe(before);
  return outcome;
}

testWithBash('pushes, adds the remote and signs in with the AWS CLI; a second run changes nothing', () => {
  const repository = committed();
  expectPushed(repository);
  const settings = () => repository.git('config', '--local', '--list').split('\n').sort();
  const before = settings();
  expectPushed(repository);
  expect(settings()).toEqual(before);
  expect(before.filter((line) => line.startsWith('credential.')).map((line) => line.replace(/^.*amazonaws\.com\./, '')))
    .toEqual(['helper=', 'helper=!aws codecommit credential-helper $@', 'usehttppath=true']);
  expect(repository.origin).toBe(URL);
  expect(repository.git('rev-parse', '--abbrev-ref', 'main@{upstream}')).toBe('origin/main');
});

describe('an origin that is another repository', () => {
  testWithBash.each([
    ['To keep it under another name:', [OTHER]],
    ['To replace it:', []],
  ])('is refused with both addresses; following "%s" succeeds', (advice, kept) => {
    const repository = committed();
    repository.git('remote', 'add', 'origin', OTHER);
    const refused = expectRefused(
      repository, /is git@git\.example\.com:acme\/shop\.git instead of https:\/\/git-codecommit/,
    );
    expect(repository.origin).toBe(OTHER);
    repository.follow(refused, advice);
    expectPushed(repository);
    const remotes = repository
      .git('config', '--get-regexp', '^remote\\..*\\.url$')
      .split('\n')
      .map((line) => line.split(' ')[1]);
    expect(remotes.sort()).toEqual([...kept, URL].sort());
  });

  testWithBash('is refused when it is only the push address', () => {
    const repository = committed();
    repository.git('remote', 'add', 'origin', URL);
    repository.git('remote', 'set-url', '--push', 'origin', OTHER);
    repository.follow(expectRefused(repository, 'acme/shop.git'), 'To replace it:');
    expectPushed(repository);
  });

  testWithBash.each([
    `${URL}-config`,
    `${URL}/x`,
    URL.replace('us-east-1', 'eu-west-1'),
    'codecommit::eu-west-1://shop',
    `https://example.com/@${URL.slice('https://'.length)}`,
  ])('is refused although it looks similar: %s', (address) => {
    const repository = committed();
    repository.git('remote', 'add', 'origin', address);
    expectRefused(repository, 'instead of');
  });

  testWithBash('is named in a dry run', () => {
    const repository = committed();
    repository.git('remote', 'add', 'origin', OTHER);
    expect(repository.push('--dry-run')).toMatchObject({
      status: 0, stderr: expect.stringMatching(/^Warning: The remote "origin" is .*acme\/shop\.git/),
    });
  });
});

describe('an origin that is this repository in another spelling', () => {
  testWithBash.each([
    [`${URL}/`, URL],
    [URL.replace('https://', 'https://reader-at-123456789012@'), URL],
    [SSH, SSH],
    ['codecommit::us-east-1://shop', 'codecommit::us-east-1://shop'],
  ])('%s becomes %s', (address, afterwards) => {
    const repository = committed();
    repository.git('remote', 'add', 'origin', address);
    expectPushed(repository);
    expect(repository.origin).toBe(afterwards);
  });
});

describe('the checked-out branch', () => {
  testWithBash('without commits: says how to commit', () => {
    const repository = new Repository();
    repository.follow(expectRefused(repository, 'Nothing is committed yet'), 'yet:');
    expectPushed(repository);
  });

  testWithBash('of another name: pushes nothing and says how to push the right one', () => {
    const repository = committed();
    repository.git('switch', '-q', '--create', 'feature');
    repository.follow(
      expectRefused(repository, 'The branch feature is checked out; this task pushes main'), 'To push main:',
    );
    expectPushed(repository);
  });

  testWithBash('of another name where the right one is missing: says how to rename it', () => {
    const repository = committed();
    repository.git('branch', '--move', 'master');
    repository.follow(expectRefused(repository, 'The branch master is checked out'), 'if main does not exist yet:');
    expectPushed(repository);
  });

  testWithBash('detached HEAD: says how to return', () => {
    const repository = committed();
    repository.git('switch', '-q', '--detach');
    repository.follow(expectRefused(repository, 'HEAD is detached'), 'a branch:');
    expectPushed(repository);
  });

  testWithBash('with uncommitted changes: warns and pushes the commits', () => {
    const repository = committed();
    writeFileSync(join(repository.work, 'notes.txt'), 'notes');
    expect(repository.push()).toMatchObject({
      status: 0, stderr: expect.stringContaining('Warning: Uncommitted changes are not pushed'),
    });
    expect(repository.pushed).toBe(repository.git('rev-parse', 'HEAD'));
  });
});

describe('a push that fails', () => {
  testWithBash('because CodeCommit is ahead: says how to integrate its commits', () => {
    const repository = committed();
    expectPushed(repository);
    commitNote(repository, 'of another clone');
    expectPushed(repository);
    repository.git('reset', '-q', '--hard', 'HEAD~1');
    commitNote(repository, 'mine');
    repository.follow(
      expectRefused(repository, 'CodeCommit has commits on main that this clone lacks'), 'clone lacks:',
    );
    expectPushed(repository);
  });

  testWithBash('because the repository is missing or not readable: names both causes', () => {
    const repository = committed();
    writeFileSync(repository.env.GIT_CONFIG_GLOBAL!, `[url "${repository.root}/nowhere"]\n  insteadOf = ${URL}\n`);
    const words = /does not list the branches of shop: .*repos:deploy[^]* permission to read it/;
    expect(repository.push()).toMatchObject({ status: 1, stderr: expect.stringMatching(words) });
  });

  testWithBash('because CodeCommit refuses it: says so', () => {
    const repository = committed();
    const hook = join(repository.root, 'codecommit', 'hooks', 'pre-receive');
    writeFileSync(hook, '#!/bin/sh\necho "You are not authorized to push"\nexit 1\n', { mode: 0o755 });
    expectRefused(repository, /not authorized to push[^]*CodeCommit rejected the push/);
  });
});

function commitNote(repository: Repository, text: string): void {
  writeFileSync(join(repository.work, `${text}.txt`), text);
  repository.commit();
}
