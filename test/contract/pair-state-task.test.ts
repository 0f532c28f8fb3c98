import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../../src/options/option';
import { testWithBash } from '../support/bash';
import { TaskFolder } from '../support/tasks';

/** The tasks `pair:state`, by which `up` and `down` know what exists. */

const PARTS = ['repositories', 'pipeline', 'programs', 'pull-requests'];

/** An account with these stacks, by part; those that are `CREATE_COMPLETE` have the rendered template. */
function appRepo(statuses: Readonly<Record<string, string>>, answers: Answers = {}): TaskFolder {
  const folder = new TaskFolder(answers);
  const templates = Object.fromEntries(PARTS.map((part) => {
    try {
      return [part, JSON.stringify(readFileSync(join(folder.work, 'infra', `${part}.yaml`), 'utf8'))];
    } catch {
      return [part, '""'];
    }
  }));
  Object.entries(templates).forEach(([part, text]) => writeFileSync(join(folder.root, `${part}.json`), text));
  const cases = PARTS.flatMap((part) => [
    statuses[part]
      ? `  *describe-stacks*shop-${part}\\ *) echo ${statuses[part]} ;;`
      : `  *describe-stacks*shop-${part}\\ *) echo 'Stack with id shop-${part} does not exist' >&2; exit 254 ;;`,
    `  *get-template*shop-${part}\\ *) cat ${join(folder.root, `${part}.json`)} ;;`,
  ]);
  return folder.program('aws', `case "$* " in\n${cases.join('\n')}\n  *list-pipeline-executions*) echo None ;;\nesac`);
}

const EVERY = Object.fromEntries(PARTS.map((part) => [part, 'CREATE_COMPLETE']));

testWithBash.each<[string, Readonly<Record<string, string>>, Answers, string]>([
  ['nothing', {}, {}, 'repositories=none pipeline=none'],
  ['the first stack', { repositories: 'CREATE_COMPLETE' }, {}, 'repositories=current pipeline=none'],
  ['a part of the stacks', { repositories: 'CREATE_COMPLETE', pipeline: 'CREATE_COMPLETE' }, {}, 'repositories=current pipeline=partial'],
  ['all stacks', EVERY, {}, 'repositories=current pipeline=current'],
  ['a stack that failed', { ...EVERY, programs: 'UPDATE_ROLLBACK_COMPLETE' }, {}, 'repositories=current pipeline=outdated'],
  ['only the stacks that the answers require', { ...EVERY, 'pull-requests': '' }, { prBuilds: false }, 'repositories=current pipeline=current'],
])('of the app repo tells %s', (_, statuses, answers, expected) => {
  const { status, stdout } = appRepo(statuses, answers).run('pair/state', 'repositories', 'pipeline');
  expect({ status, facts: stdout.trim().replace(/\n/g, ' ') }).toEqual({ status: 0, facts: expected });
});

testWithBash('of the app repo tells a template that has changed since', () => {
  const folder = appRepo(EVERY);
  writeFileSync(join(folder.work, 'infra/programs.yaml'), 'Resources: {}\n');
  expect(folder.run('pair/state', 'pipeline').stdout).toBe('pipeline=outdated\n');
});

describe('compares the branch with CodeCommit:', () => {
  /** A clone and the repository that it was pushed to. */
  function clone() {
    const folder = new TaskFolder({});
    const url = 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/shop';
    const bare = join(folder.root, 'codecommit');
    writeFileSync(
      folder.env.GIT_CONFIG_GLOBAL!, `[user]\n  name = A\n  email = a@example.com\n[url "${bare}"]\n  insteadOf = ${url}\n`,
    );
    const git = (...args: readonly string[]) =>
      execFileSync('git', args, { cwd: folder.work, env: folder.env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    let notes = 0;
    const commit = () => {
      notes += 1;
      writeFileSync(join(folder.work, `note-${notes}`), '');
      git('add', '--all');
      git('commit', '-q', '--message', 'note');
    };
    git('init', '-q', '--bare', bare);
    git('init', '-q', '--initial-branch', 'main');
    return { folder, git, commit, url, state: () => folder.run('pair/state', 'git').stdout.trim() };
  }

  testWithBash('nothing committed, not pushed, the same, ahead, behind, apart', () => {
    const { git, commit, url, state, folder } = clone();
    const states = [state()];
    commit();
    states.push(state());
    git('remote', 'add', 'origin', url);
    states.push(state());
    git('push', '-q', 'origin', 'main');
    states.push(state());
    commit();
    states.push(state());
    git('push', '-q', 'origin', 'main');
    git('reset', '-q', '--hard', 'HEAD~1');
    states.push(state());
    commit();
    states.push(state());
    expect(states.map((text) => text.replace('git=', ''))).toEqual([
      'none', 'unpushed', 'unpushed', 'same', 'ahead', 'behind', 'behind',
    ]);
    // repos:push --pull is what follows.
    const { status, stderr } = folder.run('repos/push', '--pull');
    expect({ status, stderr, state: state() }).toEqual({ status: 0, stderr: expect.not.stringMatching(/Error/), state: 'git=same' });
  });
});
