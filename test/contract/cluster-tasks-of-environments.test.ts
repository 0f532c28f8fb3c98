import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testWithBash } from '../support/bash';
import { ConfigClone } from '../support/config-clone';
import { type Cluster, runConfigTask } from '../support/config-task';

/** Two environments share the pair's cluster, and production has one in another region. */
const ANSWERS = {
  appName: 'shop',
  region: 'eu-central-1',
  publicAccessCidrs: ['203.0.113.7/32'],
  environments: ['dev', 'staging', { name: 'production', clusterName: 'shop-live', region: 'eu-west-1' }],
};
const FLUX = { ...ANSWERS, engine: 'flux' };
const LIVE = ['--env', 'production'];

/** Records the region of each call. `answers` are cases of the command line. */
const aws = (answers = '') => `echo "$AWS_REGION $*" >>regions
case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  ${answers}
  *describe-stacks*) echo shop-reader ;;
esac`;
const NO_CLUSTER = '*describe-cluster*) echo "(ResourceNotFoundException)" >&2; exit 254 ;;';
const run = (script: string, args: string[] = [], more: Partial<Parameters<typeof runConfigTask>[0]> = {}) =>
  runConfigTask({ answers: ANSWERS, script, args, ...more, programs: { aws: aws(), eksctl: '', ...more.programs } });
const contextsIn = (calls: readonly string[]) =>
  [...new Set(calls.flatMap((call) => /^kubectl .*--context (\S+)/.exec(call)?.[1] ?? []))];

describe.each([[[], 'shop', 'eu-central-1', 'cluster/eksctl.yaml'], [LIVE, 'shop-live', 'eu-west-1', 'cluster/shop-live/eksctl.yaml']] as const)(
  'with the flags %j, the cluster is %s in %s:', (flags, name, region, file) => {
    const regionOf = (read: (path: string) => string, call: string) =>
      read('regions').split('\n').filter((line) => line.includes(call)).map((line) => line.split(' ')[0]);

    testWithBash('cluster:create creates it from its own file and connects to it', () => {
      const { status, stderr, calls, read } = run('cluster/create', [...flags], { programs: { aws: aws(NO_CLUSTER) } });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(calls).toContain(`eksctl create cluster --config-file ${file} --write-kubeconfig=false`);
      expect(calls).toContain(`aws eks update-kubeconfig --name ${name} --alias ${name}`);
      expect(contextsIn(calls)).toEqual([name]);
      expect(new Set(regionOf(read, ''))).toEqual(new Set([region, '']));
      expect(regionOf(read, 'update-kubeconfig')).toEqual([region]);
    });

    testWithBash('cluster:check asks it, and names its region', () => {
      const { stdout, calls } = run('cluster/check', [...flags], { answers: { ...ANSWERS, compute: 'managed-nodes' } });
      expect(contextsIn(calls)).toEqual([name]);
      expect(stdout).toContain(`eksctl create nodegroup --config-file ${file}`);
      const existing = run('cluster/check', [...flags], { answers: { ...ANSWERS, publicAccessCidrs: [], compute: 'managed-nodes', cluster: 'existing' } });
      expect(existing.stdout).toContain(`aws eks update-addon --region ${region} --cluster-name ${name} `);
    });

    testWithBash.each(['argocd/install', 'argocd/password', 'app/create', 'app/status', 'app/delete'])('%s is about it', (script) => {
      const { calls } = run(script, [...flags, ...script === 'app/delete' ? ['--yes'] : [], '--dry-run']);
      const { stdout } = run(script, [...flags, '--dry-run']);
      expect(calls).toEqual([]);
      expect([...new Set([...stdout.matchAll(/--context (\S+)/g)].map(([, context]) => context))]).toEqual([name]);
    });

    testWithBash('flux:connect gives the role to Flux in it', () => {
      const { stdout } = run('flux/connect', [...flags, '--dry-run'], { answers: FLUX });
      expect(stdout).toContain(`aws eks create-pod-identity-association --region ${region} --cluster-name ${name} `);
      expect(stdout).toContain(`--context ${name} --namespace flux-system rollout restart`);
    });

    testWithBash('the state of the pair asks EKS in its region', () => {
      const { calls, stdout } = run('pair/state', ['cluster', ...flags], { programs: { aws: aws(NO_CLUSTER) } });
      expect(stdout).toBe('cluster=none\n');
      expect(calls).toContainEqual(expect.stringContaining(`aws eks describe-cluster --region ${region} --name ${name} `));
    });

    testWithBash('the stack with the role of Flux is in the region of the pair', () => {
      const { read } = run('flux/connect', [...flags], { answers: FLUX, programs: { aws: aws('*list-pod-identity*) echo "" ;;') } });
      expect(regionOf(read, 'describe-stacks')).toEqual(['eu-central-1']);
    });
  },
);

describe('cluster:delete', () => {
  const ARGOCD = { crd: 'customresourcedefinitions.apiextensions.k8s.io' };
  const cluster = { types: ARGOCD, objects: [{ type: ARGOCD.crd, metadata: { name: 'applications.argoproj.io' } }] };
  const deleted = (calls: readonly string[]) =>
    calls.flatMap((call) => /delete namespace (\S+)|^(eksctl delete cluster --config-file \S+)/.exec(call)?.slice(1).find(Boolean) ?? []);

  testWithBash('first deletes the applications of all environments in the cluster, and of no other', () => {
    expect(deleted(run('cluster/delete', ['--yes'], { cluster }).calls)).toEqual([
      'shop-dev', 'shop-staging', 'eksctl delete cluster --config-file cluster/eksctl.yaml',
    ]);
    expect(deleted(run('cluster/delete', ['--yes', ...LIVE], { cluster }).calls)).toEqual([
      'shop-production', 'eksctl delete cluster --config-file cluster/shop-live/eksctl.yaml',
    ]);
  });

  testWithBash('deletes those of all environments that share the cluster of the pair', () => {
    const answers = { ...ANSWERS, environments: ['dev', 'production'] };
    expect(deleted(run('cluster/delete', ['--yes'], { answers, cluster }).calls)).toEqual([
      'shop-dev', 'shop-production', 'eksctl delete cluster --config-file cluster/eksctl.yaml',
    ]);
  });
});

describe('argocd:connect', () => {
  const secret = (username: string) => ({
    type: 'secrets',
    metadata: { name: 'repository-shop-production', namespace: 'argocd' },
    data: { username: Buffer.from(username).toString('base64'), password: Buffer.from(`of ${username}`).toString('base64') },
  });
  const line = (id: string, name: string) => `${id}\\t${name}\\tActive\\t2026-01-01T00:00:00+00:00\\n`;
  /** kubectl that records what a Secret is made of. */
  const kubectl = `case "$*" in *"create secret"*)
    for word in "$@"; do case $word in --from-file=*) echo "$(cat "\${word#*=}")" >>stored ;; esac; done ;; esac
${`exec '${process.execPath}' '${require.resolve('../support/kubectl.mjs')}' "$@"`}`;
  const connect = (args: string[], passwords: string, cluster: Cluster, answers = '*describe-cluster*) echo ACTIVE ;;') =>
    run('argocd/connect', args, {
      cluster,
      programs: {
        kubectl,
        aws: aws(`${answers}\n*list-service-specific-credentials*) printf '${passwords}' ;;
*create-service-specific-credential*) printf 'ACCANEW\\tnew\\tof new\\n' ;;`),
      },
    });
  const changes = (calls: readonly string[]) => calls.flatMap((call) =>
    /^kubectl --context (\S+) --namespace argocd apply .*--filename/.exec(call)?.[1]
    ?? /^aws iam ((?:create|delete)\S+)(?:.*id (ACCA\S+))?/.exec(call)?.slice(1).filter(Boolean).join(' ') ?? []);
  const withSecret = (name: string) => ({ objects: [secret(name)] });

  testWithBash('takes the password of another cluster of the pair, because IAM allows two', () => {
    const { status, stderr, stdout, calls, read } = connect(
      LIVE, line('ACCAOURS', 'ours'), { contexts: { 'shop': withSecret('ours'), 'shop-live': {} } },
    );
    expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: 'Argo CD in shop-live has the password of shop.\n' });
    expect(changes(calls)).toEqual(['shop-live']);
    expect(read('stored')).toBe('ours\nof ours\n');
  });

  testWithBash('creates one for the first cluster, while the others do not exist', () => {
    const { status, stderr, calls } = connect([], '', { contexts: { 'shop-live': { silent: true } } }, NO_CLUSTER);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(changes(calls)).toEqual(['create-service-specific-credential', 'shop']);
  });

  testWithBash('--rotate replaces it in all clusters before it deletes the old one', () => {
    const { status, stderr, calls, read } = connect(
      ['--rotate'], line('ACCAOURS', 'ours'), { contexts: { 'shop': withSecret('ours'), 'shop-live': withSecret('ours') } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(changes(calls)).toEqual([
      'create-service-specific-credential', 'shop', 'shop-live', 'delete-service-specific-credential ACCAOURS',
    ]);
    expect(read('stored')).toBe('new\nof new\n'.repeat(2));
  });

  testWithBash('--rotate changes nothing while another cluster does not answer', () => {
    const { status, stderr, calls } = connect(
      ['--rotate'], line('ACCAOURS', 'ours'), { contexts: { 'shop': withSecret('ours'), 'shop-live': { silent: true } } },
    );
    expect(status).toBe(1);
    expect(stderr).toContain('The cluster shop-live does not answer (context shop-live). Its Argo CD shares the password: npx projen cluster:connect --env production');
    expect(changes(calls)).toEqual([]);
  });

  testWithBash('--rotate ends a rotation that reached only the first cluster', () => {
    const { status, calls } = connect(
      ['--rotate', ...LIVE], line('ACCANEW', 'new') + line('ACCAOURS', 'ours'),
      { contexts: { 'shop': withSecret('new'), 'shop-live': withSecret('ours') } },
    );
    expect({ status, changes: changes(calls) }).toEqual({
      status: 0, changes: ['shop-live', 'delete-service-specific-credential ACCAOURS'],
    });
  });
});

describe('flux:disconnect', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/shop-reader';
  const OTHER = 'arn:aws:iam::111122223333:policy/of-another-pair';
  /** The clusters in which Flux has the role. */
  const disconnect = (args: string[], connected: string[]) => run('flux/disconnect', ['--yes', ...args], {
    answers: FLUX,
    programs: {
      aws: aws([
        `*ReaderRoleArn*) echo ${ROLE} ;;`, '*ReaderPolicyArn*) echo POLICY ;;',
        ...connected.map((name) => `*list-pod-identity-associations*"--cluster-name ${name} "*) echo a-1 ;;`),
        '*list-pod-identity-associations*) echo "" ;;',
        `*describe-pod-identity-association*) echo ${ROLE} ;;`, `*list-attached-role-policies*) echo POLICY ${OTHER} ;;`,
      ].join('\n')),
    },
  });
  const detached = (calls: readonly string[]) => calls.filter((call) => call.includes('detach-role-policy'));

  testWithBash('keeps the policies of the role while Flux in another cluster has it', () => {
    expect(detached(disconnect([], ['shop-live']).calls)).toEqual([]);
    expect(detached(disconnect([], []).calls)).toHaveLength(1);
  });
});

testWithBash('a task accepts KUBE_CONTEXT only together with --env', () => {
  const status = (args: string[]) => run('app/status', [...args, '--dry-run'], {
    edit: { 'scripts/lib/common.sh': (text) => text.replace('set -euo pipefail', 'set -euo pipefail\nKUBE_CONTEXT=tunnel') },
  });
  expect(status([])).toMatchObject({ status: 1, stderr: expect.stringContaining('name the environment in that cluster, too: --env NAME') });
  expect(status(LIVE)).toMatchObject({ status: 0, stdout: expect.stringContaining('--context tunnel ') });
});

describe('env:remove', () => {
  const remove = (name: string, answers: object = {}) => run('env/remove', [name], {
    answers: { ...ANSWERS, ...answers }, programs: { node: '' },
  }).stdout;

  testWithBash('says how to delete a cluster that has no other environment', () => {
    expect(remove('production')).toContain(
      'Its cluster shop-live has no other environment, and AWS bills it until you delete it. Before step 1: npx projen cluster:delete --env production --yes',
    );
    expect(remove('staging')).toMatch(/remove staging everywhere(?![^]*has no other environment)/);
    expect(remove('production', { cluster: 'existing', publicAccessCidrs: [] })).toContain('has no other environment: Argo CD stays in it.');
  });
});

testWithBash('env:status asks the cluster of each environment', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const clone = new ConfigClone(ANSWERS, (text) => text, {
    aws: `#!/bin/bash
case "$*" in
  *get-caller-identity*) echo 111122223333 ;;
  *) echo '[["${digest}", "${'1'.repeat(40)}"]]' ;;
esac
`,
    // The cluster shop-live does not answer. That of the pair has no application.
    kubectl: '#!/bin/bash\ncase "$*" in *"--context shop-live "*) exit 1 ;; *version*) exit 0 ;; esac\necho "Error from server (NotFound)" >&2\nexit 1\n',
  });
  for (const name of ['dev', 'staging', 'production']) {
    const path = join(clone.folder, `k8s/overlays/${name}/kustomization.yaml`);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/digest: \S+/, `digest: ${digest}`));
  }
  clone.git('commit', '-qam', 'promote');
  clone.git('push', '-q', 'origin', 'main');
  const { status, stdout } = clone.task('env/status');
  expect(status).toBe(0);
  expect(stdout.trimEnd().split('\n').slice(1).map((row) => row.split(/ {2,}/).at(-1))).toEqual([
    'no application: npx projen app:create --env dev', 'no application: npx projen app:create --env staging',
    'unknown: the cluster shop-live does not answer',
  ]);
});
