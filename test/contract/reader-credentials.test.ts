import type { Answers } from '../../src/options/option';
import { testWithBash } from '../support/bash';
import { TaskFolder } from '../support/tasks';

const STACK = `case "$*" in
  *get-caller-identity*) echo 123456789012 ;;
  *StackStatus*) echo CREATE_COMPLETE ;;
  *ReaderUserName*) echo $READER ;;
  *list-ssh-public-keys*) echo APKA1 ;;
  *list-service-specific-credentials*) echo ACCA1 ;;
esac`;
const deploy = (answers: Answers, reader: string, script = 'repos/deploy', ...args: string[]) => {
  const folder = new TaskFolder(answers);
  folder.program('aws', STACK);
  folder.env.READER = reader;
  const { status, calls } = folder.run(script, ...args);
  return { status, calls: calls.filter((call) => /delete|deploy/.test(call)).map((call) => call.split(' ').slice(1, 3).join(' ')) };
};

testWithBash('the stack with a role deletes a user of an earlier answer: its credentials go first', () => {
  expect(deploy({ engine: 'flux' }, 'shop-reader')).toEqual({
    status: 0, calls: ['iam delete-ssh-public-key', 'iam delete-service-specific-credential', 'cloudformation deploy'],
  });
});

testWithBash('the stack with a role deletes no credentials without a user', () => {
  expect(deploy({ engine: 'flux' }, '')).toEqual({ status: 0, calls: ['cloudformation deploy'] });
});

testWithBash('the stack with a user keeps its credentials', () => {
  expect(deploy({}, 'shop-reader')).toEqual({ status: 0, calls: ['cloudformation deploy'] });
});

testWithBash('repos:delete deletes the credentials of the user', () => {
  expect(deploy({}, 'shop-reader', 'repos/delete', '--yes').calls.slice(0, 2)).toEqual([
    'iam delete-ssh-public-key', 'iam delete-service-specific-credential',
  ]);
});
