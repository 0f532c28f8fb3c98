import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { differingParts } from '../../src/doctor/aws/template';
import { allDeployed, deployed, diagnose, NO_STACK, SIGNED_IN, SILENT, stack } from '../support/deployed-pair';
import { PairFolder, type Programs } from '../support/doctor-world';

/** The report on the account and the stacks of a deployed pair, with responses of the AWS CLI and kubectl. */

describe('the account', () => {
  test('must be the one in accountId, and no other account is queried', async () => {
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

  test('is not a problem without credentials', async () => {
    const { code, notChecked } = await diagnose(new PairFolder().app, {
      ...SILENT,
      'aws sts': { problem: 'Unable to locate credentials. You can configure credentials by running "aws login".' },
    });
    expect(code).toBe(0);
    expect(notChecked).toContain(
      'account: No valid AWS credentials: Unable to locate credentials. You can configure credentials by running "aws login".',
    );
    expect(notChecked).toContain('stacks: You are not signed in to the account of this pair.');
  });
});

describe('answers of a missing sibling', () => {
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
  test('with the rendered templates are ok', async () => {
    const pair = new PairFolder();
    const { code, problems, ok } = await diagnose(pair.app, allDeployed(pair));
    expect({ code, problems }).toEqual({ code: 0, problems: [] });
    expect(ok.filter((line) => /matches the rendered one/.test(line))).toHaveLength(4);
  });

  test('with another template are reported with the changed parts and the task', async () => {
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
        what: 'The deployed template of the stack shop-pipeline differs: Resources Images (changed).',
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
      'Resources were changed outside the stack (drift).',
    ],
    ['UPDATE_COMPLETE', 'NOT_CHECKED', 'hint', 'No drift detection has run on the stack shop-pipeline.'],
    ['UPDATE_IN_PROGRESS', 'IN_SYNC', 'hint', 'The stack shop-pipeline is UPDATE_IN_PROGRESS.'],
  ])('%s with drift %s is a %s', async (status, drift, kind, text) => {
    const pair = new PairFolder();
    const { problems, hints } = await diagnose(pair.app, {
      ...allDeployed(pair), ...deployed(pair, 'pipeline', undefined, stack(status, drift)),
    });
    expect((kind === 'problem' ? problems : hints).map(({ what }) => what)).toContain(text);
    expect(problems.length).toBe(kind === 'problem' ? 1 : 0);
  });

  test('that the answers no longer require are a problem', async () => {
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

  test('of the CDK are not compared before infra:synth has run', async () => {
    const pair = new PairFolder({ iac: 'cdk' });
    const programs = { ...SIGNED_IN, ...SILENT };
    expect((await diagnose(pair.app, programs)).notChecked).toContainEqual(
      expect.stringMatching(
        /^stacks: The stacks were not compared: cdk\.out does not exist: run "npx projen infra:synth"/,
      ),
    );
  });
});

test('compares a template of the CDK as the object that the AWS CLI prints', () => {
  const template = { Resources: { Key: { Type: 'AWS::KMS::Key' } }, Outputs: {} };
  expect(differingParts(template, parse(JSON.stringify(template)))).toEqual([]);
  expect(differingParts(template, { Resources: { Old: {} }, Description: 'x' })).toEqual([
    'Resources Key (not deployed)', 'Resources Old (no longer rendered)', 'Description (no longer rendered)',
  ]);
});

test('reports a stack whose rendered file was edited', async () => {
  const pair = new PairFolder();
  const programs = allDeployed(pair);
  const path = join(pair.app, 'infra/repositories.yaml');
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  writeFileSync(path, text.replace('codecommit:GitPull', 'codecommit:GitPush'));
  const { problems } = await diagnose(pair.app, programs);
  expect(problems).toContainEqual(expect.objectContaining({ check: 'stacks', where: 'infra/repositories.yaml' }));
});
