import { resolveOptions } from '../../src/options/resolve';
import { downSteps } from '../../src/up/down-steps';
import { testWithBash } from '../support/bash';
import { runConfigTask } from '../support/config-task';
import { fileIn, renderPair } from '../support/render-pair';

/** One repository, with a cluster of its own for production. */
const ANSWERS = {
  appName: 'shop',
  layout: 'single',
  region: 'eu-central-1',
  publicAccessCidrs: ['203.0.113.7/32'],
  environments: ['dev', { name: 'production', clusterName: 'live', region: 'eu-west-1' }],
};
const aws = `echo "$AWS_REGION $*" >>regions
case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *describe-cluster*) echo "(ResourceNotFoundException)" >&2; exit 254 ;;
  *describe-stacks*) echo shop-reader ;;
esac`;
const run = (script: string, args: string[]) => runConfigTask({ answers: ANSWERS, script, args, programs: { aws, eksctl: '' } });

testWithBash('creates the cluster of an environment from its own file, in its region', () => {
  const { status, stderr, calls, read } = run('cluster/create', ['--env', 'production']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(calls).toContain('eksctl create cluster --config-file cluster/live/eksctl.yaml --write-kubeconfig=false');
  expect(read('cluster/live/eksctl.yaml')).toMatch(/^ {2}name: live\n {2}region: eu-west-1\n/m);
  expect(read('regions')).toMatch(/^eu-west-1 .*update-kubeconfig/m);
});

testWithBash('the state of the repository asks EKS in the region of the cluster', () => {
  const { stdout, calls } = run('pair/state', ['cluster', '--env', 'production']);
  expect(stdout).toBe('cluster=none\n');
  expect(calls).toContainEqual(expect.stringContaining('aws eks describe-cluster --region eu-west-1 --name live '));
});

testWithBash('env:remove names the cluster that has no other environment', () => {
  const { stdout } = runConfigTask({
    answers: ANSWERS, script: 'env/remove', args: ['production'], programs: { aws, node: '' },
  });
  expect(stdout).toContain('Its cluster live has no other environment');
});

test('down deletes each cluster', () => {
  const steps = downSteps(resolveOptions(ANSWERS), false);
  expect(steps.flatMap(({ commands }) => commands.map(({ shown }) => shown))).toEqual(expect.arrayContaining([
    'npx projen cluster:delete --yes --env dev', 'npx projen cluster:delete --yes --env production',
  ]));
});

test('the README has the clusters', () => {
  const { content } = fileIn(renderPair(ANSWERS), 'app/README.md');
  expect(content).toContain('| `live` | eu-west-1 | `production` | `cluster/live/eksctl.yaml` |');
  expect(content).toContain('kubectl context of the environment');
});
