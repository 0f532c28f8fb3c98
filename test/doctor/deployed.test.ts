import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readPair } from '../../src/checks';
import { kustomizationsOf } from '../../src/checks/kubernetes/kustomize';
import { differingParts } from '../../src/doctor/aws/template';
import { doctor } from '../../src/doctor/doctor';
import type { Result } from '../../src/doctor/result';
import type { Answers } from '../../src/options/option';
import { PairFolder, type Programs, doctorWorld } from '../support/doctor-world';

/** What the doctor says of a pair that is deployed. The answers are those of the AWS command line and of kubectl. */

const COMMIT = '1f'.repeat(20);
const SIGNED_IN: Programs = { 'aws sts get-caller-identity': '111122223333\n' };
const SILENT: Programs = {
  'kubectl --context': { problem: 'Unable to connect to the server: dial tcp 192.0.2.1:443: i/o timeout' },
};
const NO_STACK = {
  problem:
    'An error occurred (ValidationError) when calling the DescribeStacks operation: Stack with id x does not exist',
};

const stack = (StackStatus: string, StackDriftStatus = 'IN_SYNC') =>
  JSON.stringify({ Stacks: [{ StackStatus, DriftInformation: { StackDriftStatus } }] });

/** A stack that the tasks deployed: see deploy_stack in scripts/lib/stacks.sh. */
function deployed(
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
const allDeployed = (pair: PairFolder): Programs =>
  ({ ...SIGNED_IN, ...SILENT, ...Object.assign({}, ...STACKS.map((name) => deployed(pair, name))) });

/** A cluster with the rendered Application, as Argo CD left it. */
function synced(pair: PairFolder, change: (application: any) => void = () => undefined): Programs {
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

async function diagnose(folder: string, programs: Programs) {
  const world = doctorWorld(folder, ['--json'], programs);
  const code = await doctor(world);
  const { problems, notChecked, ok } = JSON.parse(world.printed.join('')) as Record<string, Result[]>;
  const lines = (results: Result[]) => results.map(({ check, what }) => `${check}: ${what}`);
  return { code, problems, notChecked: lines(notChecked), hints: notChecked, ok: lines(ok), ran: world.ran };
}

describe('the account', () => {
  test('that is signed in to must be the answered one, and no other account is asked', async () => {
    const pair = new PairFolder({ accountId: '444455556666' });
    const { code, problems, ran } = await diagnose(pair.app, { ...SIGNED_IN, ...SILENT });
    expect(code).toBe(1);
    expect(problems).toEqual([
      {
        check: 'account',
        where: '.projenrc.json',
        what: 'You are signed in to account 111122223333, but accountId is 444455556666.',
        fix: expect.stringContaining('aws login'),
      },
    ]);
    expect(ran.filter((command) => /cloudformation|codecommit/.test(command))).toEqual([]);
  });

  test('is not a problem where no user is signed in', async () => {
    const { code, notChecked } = await diagnose(new PairFolder().app, {
      ...SILENT,
      'aws sts': { problem: 'Unable to locate credentials. You can configure credentials by running "aws login".' },
    });
    expect(code).toBe(0);
    expect(notChecked).toContain(
      'account: You are not signed in to AWS: Unable to locate credentials. You can configure credentials by running "aws login".',
    );
    expect(notChecked).toContain('stacks: You are not signed in to the account of this pair.');
  });
});

describe('answers of a sibling that is not there', () => {
  const inCodeCommit = (pair: PairFolder, change: (text: string) => string): Programs => {
    const text = readFileSync(join(pair.config, '.projenrc.json'), 'utf8');
    rmSync(pair.config, { recursive: true });
    return {
      ...SIGNED_IN,
      ...SILENT,
      'aws codecommit get-file --repository-name shop-k8s-config --commit-specifier main --file-path .projenrc.json ':
        Buffer.from(change(text)).toString('base64'),
      'aws cloudformation describe-stacks': NO_STACK,
    };
  };

  test('come from CodeCommit', async () => {
    const pair = new PairFolder();
    const { ok } = await diagnose(
      pair.app, inCodeCommit(pair, (text) => text),
    );
    expect(ok).toContain(
      'answers: This repository and shop-k8s-config (CodeCommit, main): .projenrc.json have the same answers.',
    );
  });

  test('that differ are a problem', async () => {
    const pair = new PairFolder();
    const { problems } = await diagnose(
      pair.app, inCodeCommit(pair, (text) => text.replace('"selfHeal": false', '"selfHeal": true')),
    );
    expect(problems).toEqual([
      expect.objectContaining({
        what: 'selfHeal is true, but false here.',
        fix: 'Clone it to ../shop-k8s-config, then run npx projen pair:sync.',
      }),
    ]);
  });
});

describe('the stacks', () => {
  test('that have the rendered templates are right', async () => {
    const pair = new PairFolder();
    const { code, problems, ok } = await diagnose(pair.app, allDeployed(pair));
    expect({ code, problems }).toEqual({ code: 0, problems: [] });
    expect(ok.filter((line) => /has the rendered template/.test(line))).toHaveLength(4);
  });

  test('that were deployed from another template are named with the parts and the task', async () => {
    const pair = new PairFolder();
    const { problems } = await diagnose(pair.config, {
      ...allDeployed(pair),
      ...deployed(pair, 'pipeline', (text) =>
        text.replace('ImageTagMutability: IMMUTABLE', 'ImageTagMutability: MUTABLE'),
      ),
    });
    expect(problems).toEqual([
      {
        check: 'stacks',
        where: '../shop/infra/pipeline.yaml',
        what: 'The stack shop-pipeline was deployed from another template: Resources Images (changed).',
        fix: 'npx projen pipeline:deploy (in ../shop)',
      },
    ]);
  });

  test('that were never deployed are not checked', async () => {
    const pair = new PairFolder();
    const { code, hints } = await diagnose(pair.app, {
      ...SIGNED_IN, ...SILENT, 'aws cloudformation describe-stacks': NO_STACK,
    });
    expect(code).toBe(0);
    expect(hints).toContainEqual({
      check: 'stacks', what: 'The stack shop-repositories is not deployed.', fix: 'npx projen repos:deploy',
    });
  });

  test.each<[status: string, drift: string, status: 'problem' | 'hint', text: string]>([
    ['UPDATE_ROLLBACK_FAILED', 'IN_SYNC', 'problem', 'The stack is UPDATE_ROLLBACK_FAILED.'],
    ['ROLLBACK_COMPLETE', 'IN_SYNC', 'problem', 'The stack is ROLLBACK_COMPLETE.'],
    [
      'UPDATE_COMPLETE', 'DRIFTED', 'problem',
      'Resources of the stack were changed by other means than the stack (drift).',
    ],
    ['UPDATE_COMPLETE', 'NOT_CHECKED', 'hint', 'No drift detection of the stack shop-pipeline ran yet.'],
    ['UPDATE_IN_PROGRESS', 'IN_SYNC', 'hint', 'The stack shop-pipeline is UPDATE_IN_PROGRESS.'],
  ])('%s with drift %s is a %s', async (status, drift, kind, text) => {
    const pair = new PairFolder();
    const { problems, hints } = await diagnose(pair.app, {
      ...allDeployed(pair), ...deployed(pair, 'pipeline', undefined, stack(status, drift)),
    });
    expect((kind === 'problem' ? problems : hints).map(({ what }) => what)).toContain(text);
    expect(problems.length).toBe(kind === 'problem' ? 1 : 0);
  });

  test('that the answers no longer ask for are a problem', async () => {
    const pair = new PairFolder();
    const before = allDeployed(pair);
    const without = new PairFolder({ prBuilds: false, scanGate: 'none', promotion: 'manual' });
    const { problems } = await diagnose(without.app, { ...before, ...deployed(without, 'pipeline') });
    expect(problems).toEqual(
      ['shop-programs', 'shop-pull-requests'].map((where) =>
        expect.objectContaining({ where, fix: 'npx projen pipeline:deploy' }),
      ),
    );
  });

  test('of the CDK are compared with what it wrote, once that is up to date', async () => {
    const pair = new PairFolder({ iac: 'cdk' });
    const programs = { ...SIGNED_IN, ...SILENT };
    expect((await diagnose(pair.app, programs)).notChecked).toContainEqual(
      expect.stringMatching(
        /^stacks: The stacks were not compared: cdk\.out does not exist: run "npx projen infra:synth"/,
      ),
    );
  });
});

test('a template of the CDK is compared as the object that the command line prints', () => {
  const template = { Resources: { Key: { Type: 'AWS::KMS::Key' } }, Outputs: {} };
  expect(differingParts(template, parse(JSON.stringify(template)))).toEqual([]);
  expect(differingParts(template, { Resources: { Old: {} }, Description: 'x' })).toEqual([
    'Resources Key (not deployed)', 'Resources Old (no longer rendered)', 'Description (no longer rendered)',
  ]);
});

describe('the cluster', () => {
  const from = (pair: PairFolder, change?: (application: any) => void) => diagnose(pair.config, synced(pair, change));

  test('that runs the rendered Application at the newest commit is right', async () => {
    const { problems, ok } = await from(new PairFolder());
    expect(problems).toEqual([]);
    expect(ok.filter((line) => /^cluster/.test(line))).toEqual([
      'cluster: The cluster answers (context shop, Kubernetes 1.36.2-eks-1).',
      'cluster: The Application shop-production is the rendered one.',
      `cluster: Argo CD read the newest commit of main (${COMMIT.slice(0, 7)}).`,
      'cluster: The cluster is in line with Git.', 'cluster: The application is Healthy.',
    ]);
  });

  test.each<[string, Answers, (application: any) => void, string, string]>([
    [
      'another branch',
      {},
      ({ spec }) => {
        spec.source.targetRevision = 'trunk';
      },
      'The Application shop-production in the cluster differs: source.targetRevision is "trunk", not "main".',
      'npx projen app:create',
    ],
    [
      'a sync policy of another answer',
      {},
      ({ spec }) => {
        spec.syncPolicy.automated = {};
      },
      expect.stringContaining('syncPolicy.automated is {"enabled":true,'),
      'npx projen app:create',
    ],
    [
      'a manual policy where it is automated',
      { syncPolicy: 'automated' },
      ({ spec }) => {
        delete spec.syncPolicy.automated;
      },
      expect.stringContaining('syncPolicy.automated is not set, not {"enabled":true,'),
      'npx projen app:create',
    ],
    [
      'an older commit',
      {},
      ({ status }) => {
        status.sync.revision = 'ab'.repeat(20);
      },
      'Argo CD read the commit abababa, but main is at 1f1f1f1.',
      'npx projen app:status',
    ],
    [
      'changes that were not applied',
      {},
      ({ status }) => {
        status.sync.status = 'OutOfSync';
      },
      'The cluster is not in line with Git (OutOfSync).',
      'npx projen app:sync',
    ],
    [
      'pods that fail',
      {},
      ({ status }) => {
        status.health.status = 'Degraded';
      },
      'The application is Degraded.',
      'npx projen app:status',
    ],
    [
      'a repository that Argo CD cannot read',
      {},
      ({ status }) => {
        status.conditions = [{ type: 'ComparisonError', message: 'authentication required' }];
      },
      'Argo CD reports: authentication required',
      'npx projen app:status',
    ],
  ])('with %s is a problem', async (_, answers, change, what, task) => {
    const { code, problems } = await from(new PairFolder(answers), change);
    expect(code).toBe(1);
    expect(problems).toEqual([expect.objectContaining({ check: 'cluster', what, fix: expect.stringContaining(task) })]);
  });

  test('may have fields that Argo CD added', async () => {
    const { problems } = await from(new PairFolder({ syncPolicy: 'automated', selfHeal: true }), ({ spec }) => {
      delete spec.syncPolicy.automated.allowEmpty;
      spec.revisionHistoryLimit = 10;
    });
    expect(problems).toEqual([]);
  });

  test.each([
    [
      'Error from server (NotFound): applications.argoproj.io "shop-production" not found',
      'cluster: The Application shop-production is not in the cluster.', 'npx projen app:create',
    ],
    [
      'error: the server doesn\'t have a resource type "applications"',
      'cluster: Argo CD is not installed in the cluster.', 'npx projen argocd:install',
    ],
  ])('that says %j is not checked', async (complaint, expected, fix) => {
    const pair = new PairFolder();
    const programs = {
      ...synced(pair),
      'kubectl --context shop --request-timeout=10s --namespace argocd get applications.argoproj.io shop-production --output json':
        { problem: complaint },
    };
    const { code, notChecked, hints } = await diagnose(pair.config, programs);
    expect({ code, notChecked }).toEqual({ code: 0, notChecked: expect.arrayContaining([expected]) });
    expect(hints.find(({ what }) => expected.endsWith(what))?.fix).toBe(fix);
  });

  test('that does not answer is not checked, and the task that connects is named', async () => {
    const { code, hints } = await diagnose(new PairFolder().app, {
      ...SIGNED_IN, ...SILENT, 'aws cloudformation describe-stacks': NO_STACK,
    });
    expect(code).toBe(0);
    expect(hints).toContainEqual({
      check: 'cluster',
      what: 'The cluster does not answer (context shop): Unable to connect to the server: dial tcp 192.0.2.1:443: i/o timeout',
      fix: 'npx projen cluster:connect (in ../shop-k8s-config)',
    });
  });

  test('is asked for through the context that KUBE_CONTEXT names', async () => {
    const world = { ...doctorWorld(new PairFolder().config, ['--json'], SIGNED_IN), env: { KUBE_CONTEXT: 'mine' } };
    await doctor(world);
    expect(world.ran.filter((command) => / version --output/.test(command))).toEqual([
      'kubectl --context mine --request-timeout=10s version --output json',
    ]);
  });
});

test('a file that was edited is no reason to call a stack right', async () => {
  const pair = new PairFolder();
  const programs = allDeployed(pair);
  const path = join(pair.app, 'infra/repositories.yaml');
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  writeFileSync(path, text.replace('codecommit:GitPull', 'codecommit:GitPush'));
  const { problems } = await diagnose(pair.app, programs);
  expect(problems).toContainEqual(expect.objectContaining({ check: 'stacks', where: 'infra/repositories.yaml' }));
});
