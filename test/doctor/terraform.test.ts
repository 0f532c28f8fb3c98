import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { doctor } from '../../src/doctor/doctor';
import { diagnose, NO_STACK, SIGNED_IN, SILENT, stack } from '../support/deployed-pair';
import { doctorWorld, PairFolder, type Programs } from '../support/doctor-world';

/** The report on a pair with `iac: terraform`, with responses of its own task. */

const deployed = (repositories: string, pipeline: string): Programs => ({
  ...SIGNED_IN,
  ...SILENT,
  'aws cloudformation describe-stacks': NO_STACK,
  'aws codecommit get-repository': { problem: 'RepositoryDoesNotExistException' },
  'aws ecr describe-repositories': { problem: 'RepositoryNotFoundException' },
  'terraform version': 'Terraform v1.11.4\non linux_amd64\n',
  'bash -p': `repositories=${repositories}\npipeline=${pipeline}\n`,
});

const report = (programs: Programs) => diagnose(new PairFolder({ iac: 'terraform' }).app, programs);

test('current resources are ok, found by one plan', async () => {
  const { ok, problems, ran } = await report(deployed('current', 'current'));
  expect(ok).toContain('stacks: The deployed resources of the part "pipeline" match infra/.');
  expect(problems.filter(({ check }) => ['stacks', 'names'].includes(check))).toEqual([]);
  expect(ran.filter((command) => command.includes('pair/state.sh'))).toEqual([
    expect.stringMatching(/^bash -p \S+\/shop\/scripts\/pair\/state\.sh repositories pipeline$/),
  ]);
});

test('resources that differ from the files are a problem, with the tasks that show and apply the difference', async () => {
  const { problems } = await report(deployed('current', 'outdated'));
  expect(problems.filter(({ check }) => check === 'stacks')).toEqual([
    {
      check: 'stacks',
      where: 'pipeline',
      what: 'The deployed resources differ from infra/.',
      fix: 'npx projen infra:plan shows the differences; npx projen pipeline:deploy applies them',
    },
  ]);
});

test('a repository that exists outside the state is a problem before the first deployment', async () => {
  const { problems, notChecked } = await report({
    ...deployed('none', 'none'),
    'aws codecommit get-repository --repository-name shop': '{}',
    'aws codecommit get-repository --repository-name shop-k8s-config': { problem: 'RepositoryDoesNotExistException' },
  });
  expect(notChecked).toContain('stacks: The part "repositories" of infra/ is not deployed.');
  expect(problems.filter(({ check }) => check === 'names')).toEqual([
    expect.objectContaining({
      where: 'CodeCommit repository shop',
      fix: expect.stringMatching(/^npx projen infra:import takes it into the state/),
    }),
  ]);
});

test('a stack of the answer before is a problem', async () => {
  const { problems } = await report({
    ...deployed('none', 'none'), 'aws cloudformation describe-stacks --stack-name shop-pipeline ': stack('CREATE_COMPLETE'),
  });
  expect(problems).toContainEqual(expect.objectContaining({
    where: 'shop-pipeline', fix: expect.stringContaining('docs/changing-answers.md'),
  }));
});

test('a task that fails leaves the state unknown', async () => {
  const { notChecked, problems } = await report({
    ...deployed('', ''), 'bash -p': { problem: 'Error: Neither Terraform nor OpenTofu is installed.' },
  });
  expect(notChecked).toContain(
    'stacks: The deployed resources were not compared with infra/: Error: Neither Terraform nor OpenTofu is installed.',
  );
  expect(problems.filter(({ check }) => check === 'stacks')).toEqual([]);
});

test.each<[string, string[], Programs, string | undefined]>([
  ['Terraform', ['tofu'], { 'terraform version': 'Terraform v1.11.4\n' }, undefined],
  ['only OpenTofu', ['terraform'], { 'tofu version': 'OpenTofu v1.10.6\n' }, undefined],
  ['an old Terraform', [], { 'terraform version': 'Terraform v1.9.8\n' }, 'terraform 1.9.8 is too old: 1.11.0 or later is required.'],
  ['neither', ['terraform', 'tofu'], {}, 'terraform is not installed. Used by: npx projen infra:plan'],
])('with %s on this machine', async (_, missing, programs, what) => {
  const pair = new PairFolder({ iac: 'terraform' });
  rmSync(join(pair.config, 'scripts'), { recursive: true });
  const world = doctorWorld(pair.app, ['--offline', '--json'], programs, missing);
  await doctor(world);
  const { problems } = JSON.parse(world.printed.join(''));
  const found = problems.filter(({ where }: { where: string }) => /terraform|tofu/.test(where));
  expect(found.map((one: { what: string }) => one.what)).toEqual(what === undefined ? [] : [what]);
});
