import { testWithBash } from '../support/bash';
import { runConfigTask } from '../support/config-task';
import { TaskFolder } from '../support/tasks';

/** The tasks that wait, which `up` runs between those that create something. */

/** A pipeline whose newest execution has these statuses, one at each request; the last one stays. */
function pipeline(...statuses: readonly string[]): TaskFolder {
  const folder = new TaskFolder({}).program('sleep', '');
  return folder.program('aws', `case "$*" in
  *get-caller-identity*) echo 123456789012 ;;
  *list-pipeline-executions*)
    count=$(cat "$CALLS.count" 2>/dev/null || echo 0)
    statuses=(${statuses.join(' ')})
    [ "$count" -lt ${statuses.length} ] || count=${statuses.length - 1}
    echo "\${statuses[count]}"
    echo $((count + 1)) >"$CALLS.count"
    ;;
  *start-pipeline-execution*) echo an-id ;;
  *get-pipeline-state*) printf 'Build\\tCommand failed: npm test\\n' ;;
esac`);
}

const started = (calls: readonly string[]) => calls.filter((call) => call.includes('start-pipeline-execution')).length;

describe('pipeline:wait', () => {
  testWithBash.each<[string, readonly string[], number]>([
    ['waits for the execution that runs', ['InProgress', 'InProgress', 'Succeeded'], 0],
    ['waits for the first execution of a new pipeline, which starts by itself', ['None', 'None', 'InProgress', 'Succeeded'], 0],
    ['starts a pipeline that never ran', ['None', 'None', 'None', 'None', 'None', 'None', 'Succeeded'], 1],
    ['starts a pipeline whose newest execution failed', ['Failed', 'InProgress', 'Succeeded'], 1],
    ['has nothing to do after a success', ['Succeeded'], 0],
  ])('%s', (_, statuses, starts) => {
    const { status, stdout, calls } = pipeline(...statuses).run('pipeline/wait');
    expect({ status, starts: started(calls), last: stdout.trim().split('\n').pop() }).toEqual({
      status: 0, starts, last: 'The pipeline has succeeded.',
    });
  });

  testWithBash('fails with the error of the action, and with where its log is', () => {
    const { status, stderr } = pipeline('InProgress', 'Failed').run('pipeline/wait');
    expect({ status, stderr }).toEqual({
      status: 1, stderr: expect.stringMatching(/\(Failed\):\n {2}Build: Command failed: npm test\n[^]*pipeline:logs/),
    });
  });
});

describe('promotion:wait', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const none = `sha256:${'0'.repeat(64)}`;
  /** The branch has an image from the third look on. */
  const GIT = `case "$*" in
  show*)
    count=$(($(cat "$KUBERNETES.count" 2>/dev/null || echo 0) + 1))
    echo $count >"$KUBERNETES.count"
    digest=${none}
    [ $count -lt 3 ] || digest=${digest}
    printf 'images:\\n  - name: shop\\n    newName: shop\\n    digest: %s\\n' "$digest"
    ;;
esac`;
  const AWS = `case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *list-pull-requests*) echo 7 ;;
esac`;

  testWithBash.each([['commit', false], ['pull-request', true]] as const)('waits for the image: %s', (promotion, named) => {
    const { status, stdout } = runConfigTask({
      answers: { promotion }, script: 'promotion/wait', programs: { git: GIT, aws: AWS },
    });
    expect({ status, has: stdout.includes(`has the image shop@${digest}`) }).toEqual({ status: 0, has: true });
    expect(stdout.match(/merge-pull-request-by-fast-forward .*--pull-request-id 7/g)?.length ?? 0).toBe(named ? 1 : 0);
  });
});

describe('app:status --wait', () => {
  const APPLICATION = {
    type: 'applications.argoproj.io',
    metadata: { name: 'shop-production', namespace: 'argocd' },
    spec: {},
    status: { sync: { status: 'Synced', revision: 'abc' }, health: { status: 'Healthy' } },
  };

  testWithBash('ends when the application is in line with Git and healthy', () => {
    const cluster = { types: { application: 'applications.argoproj.io' }, objects: [APPLICATION] };
    const { status, stdout, calls } = runConfigTask({ script: 'app/status', args: ['--wait'], cluster });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('Synced at abc') });
    expect(calls.some((call) => call.includes('argocd.argoproj.io/refresh=normal'))).toBe(true);
  });

  testWithBash('fails after ten minutes, with the state', () => {
    const degraded = { ...APPLICATION, status: { ...APPLICATION.status, health: { status: 'Degraded' } } };
    const { status, stdout, stderr } = runConfigTask({
      script: 'app/status',
      args: ['--wait'],
      cluster: { types: { application: 'applications.argoproj.io' }, objects: [degraded] },
      edit: { 'scripts/app/status.sh': (text) => text.replace('630', '1') },
    });
    expect({ status, stdout, stderr }).toEqual({
      status: 1, stdout: expect.stringContaining('Degraded'), stderr: expect.stringContaining('get pods,events'),
    });
  });
});
