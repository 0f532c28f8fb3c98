import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PairFolder, type Programs, doctorWorld } from './doctor-world';
import { readPair } from '../../src/checks';
import { kustomizationsOf } from '../../src/checks/kubernetes/kustomize';
import { doctor } from '../../src/doctor/doctor';
import type { Result } from '../../src/doctor/result';

export const COMMIT = '1f'.repeat(20);
export const SIGNED_IN: Programs = { 'aws sts get-caller-identity': '111122223333\n' };
export const SILENT: Programs = {
  'kubectl --context': { problem: 'Unable to connect to the server: dial tcp 192.0.2.1:443: i/o timeout' },
};
export const NO_STACK = {
  problem:
    'An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id x does not exist',
};

export const stack = (StackStatus: string, StackDriftStatus = 'IN_SYNC') =>
  JSON.stringify({ Stacks: [{ StackStatus, DriftInformation: { StackDriftStatus } }] });

/** A stack that the tasks deployed: see deploy_stack in scripts/lib/stacks.sh. */
export function deployed(
  pair: PairFolder, name: string, change = (text: string) => text, status = stack('UPDATE_COMPLETE'),
): Programs {
  const text = readFileSync(join(pair.app, 'infra', `${name}.yaml`), 'utf8');
  return {
    [`aws cloudformation describe-stacks --stack-name shop-${name} `]: status,
    [`aws cloudformation get-template --stack-name shop-${name} `]: JSON.stringify({
      StagesAvailable: ['Original', 'Processed'], TemplateBody: change(text),
    }),
  };
}

const STACKS = ['repositories', 'pipeline', 'programs', 'pull-requests'];
export const allDeployed = (pair: PairFolder): Programs =>
  ({ ...SIGNED_IN, ...SILENT, ...Object.assign({}, ...STACKS.map((name) => deployed(pair, name))) });

/** A cluster with the rendered Application, as Argo CD left it. */
export function synced(pair: PairFolder, change: (application: any) => void = () => undefined): Programs {
  const rendered = kustomizationsOf(readPair(pair))
    .flatMap(({ objects }) => objects)
    .find(({ kind }) => kind === 'Application')!.value;
  const application = {
    ...structuredClone(rendered),
    status: { sync: { status: 'Synced', revision: COMMIT }, health: { status: 'Healthy' } },
  };
  change(application);
  return {
    ...SIGNED_IN,
    'aws cloudformation describe-stacks': NO_STACK,
    'aws codecommit get-branch --repository-name shop-k8s-config --branch-name main ': `${COMMIT}\n`,
    'kubectl --context shop --request-timeout=10s version':
      '{"clientVersion": {"gitVersion": "v1.36.1"}, "serverVersion": {"gitVersion": "v1.36.2-eks-1"}}',
    'kubectl --context shop --request-timeout=10s --namespace argocd get applications.argoproj.io shop-production --output json':
      JSON.stringify(application),
  };
}

export async function diagnose(folder: string, programs: Programs) {
  const world = doctorWorld(folder, ['--json'], programs);
  const code = await doctor(world);
  const { problems, notChecked, ok } = JSON.parse(world.printed.join('')) as Record<string, Result[]>;
  const lines = (results: Result[]) => results.map(({ check, what }) => `${check}: ${what}`);
  return { code, problems, notChecked: lines(notChecked), hints: notChecked, ok: lines(ok), ran: world.ran };
}
