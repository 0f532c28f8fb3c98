import { testWithBash } from '../support/bash';
import { type ConfigTask, runConfigTask } from '../support/config-task';

const ANSWERS = {
  engine: 'argocd-managed',
  identityCenterArn: 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e',
  argocdAdmin: '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6',
};
const ROLE = 'arn:aws:iam::111122223333:role/shop-capability';
const VIEW = 'AmazonEKSAdminViewPolicy --access-scope type=cluster';
const ADMIN = 'AmazonEKSAdminPolicy --access-scope type=namespace,namespaces=';

/** What EKS answers, in the words of its API reference: text output of the queries that the task makes. */
interface Eks {
  readonly capability?: string;
  readonly status?: string;
  readonly namespace?: string;
  /** The scope of AmazonEKSAdminPolicy: its type and its namespaces. */
  readonly scope?: string;
  readonly associate?: string;
}

const aws = ({ capability = 'argocd', status = 'ACTIVE', namespace = 'argocd', scope = '', associate = '' }: Eks) => `
  case "$*" in
    *get-caller-identity*) echo 111122223333 ;;
    *list-capabilities*) echo '${capability}' ;;
    *describe-capability*capability.status*) echo '${status}' ;;
    *describe-capability*health.issues*) echo 'The role cannot be assumed' ;;
    *describe-capability*namespace*) echo '${namespace}' ;;
    *describe-capability*roleArn*) echo ${ROLE} ;;
    *list-associated-access-policies*) printf '${scope}\\n' ;;
    *associate-access-policy*) ${associate || 'true'} ;;
    *describe-cluster*) echo arn:aws:eks:us-east-1:111122223333:cluster/shop ;;
  esac`;

const install = (eks: Eks = {}, { answers, cluster, ...task }: Partial<ConfigTask> = {}) =>
  runConfigTask({
    script: 'argocd/install',
    answers: { ...ANSWERS, ...answers },
    programs: { aws: aws(eks), eksctl: '' },
    cluster: { objects: [{ type: 'namespaces', metadata: { name: 'argocd' } }], ...cluster },
    ...task,
  });
const associated = (calls: readonly string[]) =>
  calls.flatMap((call) => / --policy-arn arn:aws:eks::aws:cluster-access-policy\/(.*)/.exec(call)?.[1] ?? []);

testWithBash('grants the role what it needs, and registers the cluster for one project', () => {
  const { status, stdout, calls } = install();
  expect({ status, policies: associated(calls) }).toEqual({ status: 0, policies: [VIEW, `${ADMIN}shop-production`] });
  expect(calls.filter((call) => /associate-access-policy/.test(call))).toEqual(
    [1, 2].map(() => expect.stringContaining(`--cluster-name shop --principal-arn ${ROLE} `)),
  );
  const written = calls.filter((call) => /^kubectl (create secret|label|.* apply)/.test(call));
  expect(written.sort()).toEqual([
    'kubectl --context shop --namespace argocd apply --server-side --force-conflicts --filename -',
    'kubectl create secret generic in-cluster --from-literal=name=in-cluster '
      + '--from-literal=server=arn:aws:eks:us-east-1:111122223333:cluster/shop --from-literal=project=shop-production '
      + '--dry-run=client --output yaml',
    'kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=cluster',
  ]);
  expect(stdout).toContain('Argo CD (capability argocd) can read shop-k8s-config and deploy to the namespace shop-production.');
});

testWithBash.each([
  ['no namespace yet', '', [VIEW, `${ADMIN}shop-production`]],
  ['another namespace', 'namespace\\tblog-production', [VIEW, `${ADMIN}blog-production,shop-production`]],
  ['this namespace already', 'namespace\\tblog-production,shop-production', [VIEW]],
  ['the whole cluster', 'cluster\\t', [VIEW]],
])('keeps the scope of an access policy: %s', (_, scope, policies) => {
  const { status, calls } = install({ scope });
  expect({ status, policies: associated(calls) }).toEqual({ status: 0, policies });
});

testWithBash('waits for the access entry, which EKS creates after the capability', () => {
  const associate = '[ -e ../tried ] || { touch ../tried; echo \'ResourceNotFoundException: The specified principalArn could not be found\' >&2; exit 254; }';
  const { status, calls } = install({ associate });
  expect({ status, waits: calls.filter((call) => call === 'sleep 10').length }).toEqual({ status: 0, waits: 1 });
  expect(associated(calls)).toEqual([VIEW, VIEW, `${ADMIN}shop-production`]);
});

testWithBash('names the authentication mode when EKS refuses the association', () => {
  const associate = 'echo "InvalidRequestException: The cluster\'s authentication mode must be set to one of [API, API_AND_CONFIG_MAP]" >&2; exit 254';
  const { status, stderr, calls } = install({ associate });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/InvalidRequestException[^]*access entries/) });
  expect(calls.filter((call) => / apply /.test(call))).toEqual([]);
});

testWithBash('creates a missing capability with eksctl', () => {
  const eks = aws({}).replace('echo \'argocd\'', '[ ! -e ../made ] || echo argocd');
  const { status, calls } = install({}, { programs: { aws: eks, eksctl: 'touch ../made' } });
  expect({ status, policies: associated(calls) }).toEqual({ status: 0, policies: [VIEW, `${ADMIN}shop-production`] });
  expect(calls).toContain('eksctl create capability --config-file cluster/eksctl.yaml');
});

testWithBash('names the command that removes the rest of a failed creation', () => {
  const { status, stderr, calls } = install({ capability: '' }, { programs: { aws: aws({ capability: '' }), eksctl: 'exit 1' } });
  expect({ status, stderr }).toEqual({
    status: 1, stderr: expect.stringContaining('eksctl delete capability --config-file cluster/eksctl.yaml'),
  });
  expect(associated(calls)).toEqual([]);
});

testWithBash('names the task that creates the capability of an existing cluster', () => {
  const { status, stderr, calls } = install({ capability: '' }, { answers: { cluster: 'existing' } });
  expect({ status, stderr }).toEqual({
    status: 1, stderr: expect.stringContaining('In the app repo, run: npx projen argocd:deploy'),
  });
  expect(associated(calls)).toEqual([]);
});

testWithBash.each([
  [{ status: 'CREATE_FAILED' }, 'The capability argocd is CREATE_FAILED: The role cannot be assumed'],
  [{ namespace: 'gitops' }, 'supports Applications only in the namespace gitops'],
])('refuses a capability that cannot run the application: %j', (eks, words) => {
  const { status, stderr, calls } = install(eks);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(words) });
  expect(associated(calls)).toEqual([]);
});

testWithBash('refuses to take the cluster from another project', () => {
  const secret = {
    type: 'secrets',
    metadata: { name: 'in-cluster', namespace: 'argocd' },
    data: { project: Buffer.from('blog-production').toString('base64') },
  };
  const { status, stderr, calls } = install({}, { cluster: { objects: [secret] } });
  expect({ status, stderr }).toEqual({
    status: 1, stderr: expect.stringContaining('registered with Argo CD for its project blog-production'),
  });
  expect(calls.filter((call) => / apply /.test(call))).toEqual([]);
});

testWithBash('names an AWS command line that is too old', () => {
  const old = 'case "$*" in *get-caller-identity*) echo 111122223333 ;; *) echo \'aws: error: argument operation: Invalid choice\' >&2; exit 252 ;; esac';
  const { status, stderr } = install({}, { programs: { aws: old } });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('does not support EKS capabilities. Update it.') });
});

testWithBash('argocd:open prints the URL of the web interface', () => {
  const url = 'https://abc123.eks-capabilities.us-east-1.amazonaws.com';
  const { status, stdout } = runConfigTask({
    script: 'argocd/open',
    answers: ANSWERS,
    programs: { aws: aws({}).replace('esac', `*serverUrl*) echo ${url} ;;\n  esac`) },
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${url}\n` });
});

testWithBash('app:create requires the registration', () => {
  const { status, stderr } = runConfigTask({
    script: 'app/create',
    answers: ANSWERS,
    programs: {
      git: 'true',
      node: 'echo shop@sha256:1',
    },
  });
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('Run "npx projen argocd:install" first.') });
});
