import type { Answers } from '../../src/options/option';
import { testWithBash } from '../support/bash';
import { type Cluster, runConfigTask } from '../support/config-task';

const NAME = 'k8s-shop-0123.elb.us-east-1.amazonaws.com';
const service = (hostname?: string) => ({
  type: 'services',
  metadata: { name: 'shop', namespace: 'shop-production' },
  status: { loadBalancer: hostname ? { ingress: [{ hostname }] } : {} },
});
/** curl as in its manual: --write-out prints the status, 000 without one, and the exit code tells why. */
const curl = (http: string, code: number) => `printf ${http}; exit ${code}`;
const open = (cluster: Cluster, program: string, answers: Answers = {}) =>
  runConfigTask({
    answers,
    script: 'app/open',
    cluster,
    programs: { curl: program },
    edit: { 'scripts/app/open.sh': (text) => text.replace('{1..60}', '{1..3}') },
  });

describe('app:open', () => {
  testWithBash('prints the address that answers', () => {
    expect(open({ objects: [service(NAME)] }, curl('200', 0))).toMatchObject({
      status: 0, stdout: expect.stringContaining(`\nhttp://${NAME}\n`),
    });
  });

  testWithBash.each<[string, Cluster, string, Answers, RegExp]>([
    [
      'there is no load balancer',
      { objects: [service()] },
      '',
      {},
      /The load balancer does not exist after ten minutes/,
    ],
    [
      'the load balancer does not answer',
      { objects: [service(NAME)] },
      curl('000', 28),
      {},
      new RegExp(`load balancer ${NAME} does not answer .*exit code 28[^]*health of its targets[^]*security groups`),
    ],
    [
      'the DNS does not know its name yet',
      { objects: [service(NAME)] },
      curl('000', 6),
      {},
      new RegExp(`cannot resolve the name of the load balancer, ${NAME}`),
    ],
    [
      'the application answers with an error',
      { objects: [service(NAME)] },
      curl('503', 0),
      {},
      new RegExp(`${NAME} still answers with HTTP status 503`),
    ],
    ['no sync has run', {}, '', {}, /The Service shop does not exist .* npx projen app:sync/],
    [
      'Argo CD has not applied it',
      {},
      '',
      { syncPolicy: 'automated' },
      /The Service shop does not exist .* after ten minutes\..* npx projen app:status/,
    ],
    [
      'the user lacks the right to read it',
      { objects: [service()], forbidden: ['services'] },
      '',
      {},
      /You have no permission to read the Service shop: Error from server \(Forbidden\)/,
    ],
    [
      'the cluster stops answering',
      { silent: 'get' },
      '',
      {},
      /The cluster does not answer \(context shop\): Unable to connect/,
    ],
    [
      'the internal load balancer is missing',
      { objects: [service()] },
      '',
      { loadBalancerScheme: 'internal' },
      /The load balancer does not exist after ten minutes/,
    ],
  ])('says that %s', (_, cluster, program, answers, words) => {
    const { status, stderr } = open(cluster, program, answers);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(words) });
  });

  testWithBash('names a missing curl at once', () => {
    const without = 'command() { [ "$2" != curl ] || return 1; builtin command "$@"; }\n';
    const { status, stderr, calls } = runConfigTask({
      script: 'app/open',
      edit: { 'scripts/lib/common.sh': (text) => without + text },
    });
    expect({ status, stderr, calls }).toEqual({
      status: 1, stderr: expect.stringContaining('curl is not installed'), calls: [],
    });
  });
});
