import { diagnose, synced } from '../support/deployed-pair';
import { PairFolder, type Programs } from '../support/doctor-world';

/** The report on the managed Argo CD of a pair, with responses of the AWS command line and kubectl. */

const ANSWERS = {
  engine: 'argocd-managed',
  identityCenterArn: 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e',
  argocdAdmin: '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6',
};
const LIST = 'aws eks list-capabilities --cluster-name shop';
const SECRET = 'kubectl --context shop --request-timeout=10s --namespace argocd get secret in-cluster';
const secretFor = (project: string) => JSON.stringify({ data: { project: Buffer.from(project).toString('base64') } });
const RIGHT: Programs = {
  [LIST]: '{"capabilityName": "argocd", "type": "ARGOCD", "status": "ACTIVE"}', [SECRET]: secretFor('shop-production'),
};
const report = (programs: Programs) => {
  const pair = new PairFolder(ANSWERS);
  return diagnose(pair.config, { ...synced(pair), ...RIGHT, ...programs });
};

test('a cluster with an active capability and its registration is right', async () => {
  const { problems, ok } = await report({});
  expect(problems).toEqual([]);
  expect(ok).toEqual(expect.arrayContaining([
    'cluster: The capability argocd is ACTIVE.', 'cluster: The cluster is registered with Argo CD.',
    'cluster: The Application shop-production matches the rendered one.',
  ]));
});

test.each([
  ['a failed capability', { [LIST]: '{"capabilityName": "argocd", "status": "DEGRADED"}' }, 'The capability argocd is DEGRADED.'],
  ['another project', { [SECRET]: secretFor('blog') }, 'The cluster is registered for the project blog, not shop-production'],
])('%s is a problem', async (_, programs, what) => {
  const { code, problems } = await report(programs);
  expect({ code, problems }).toEqual({
    code: 1,
    problems: [expect.objectContaining({ what: expect.stringContaining(what), fix: 'npx projen argocd:install' })],
  });
});

test.each([
  ['no capability', { [LIST]: 'null' }, 'The cluster shop has no Argo CD capability.'],
  [
    'no registration', { [SECRET]: { problem: 'Error from server (NotFound): secrets "in-cluster" not found' } },
    'The cluster is not registered with Argo CD.',
  ],
])('%s is not checked, and the task is named', async (_, programs, what) => {
  const { hints } = await report(programs);
  expect(hints).toContainEqual({ check: 'cluster', what, fix: 'npx projen argocd:install' });
});

test('a capability of an existing cluster that is not deployed names the task of the app repo', async () => {
  const pair = new PairFolder({ ...ANSWERS, cluster: 'existing' });
  const { hints } = await diagnose(pair.config, { ...synced(pair), ...RIGHT });
  expect(hints).toContainEqual({
    check: 'stacks', what: 'The stack argocd-shop is not deployed.', fix: 'npx projen argocd:deploy (in ../shop)',
  });
});
