import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookUp } from '../../src/cli/look-up';
import { main } from '../../src/cli/main';
import { fakeIo } from '../support/fake-io';
import { temporaryFolder } from '../support/temporary-folder';

const ARN = 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e';
const [ADMINS, ALICE] = ['93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6', '93670a3c5b-2f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6'];
const ARGS = ['shop', '--engine', 'argocd-managed'];
const SIGNED_IN = { AWS_PROFILE: 'dev' };

/** The AWS CLI, as its reference documents the output of each command. */
const cli = (args: readonly string[]) => {
  switch (args[1]) {
    case 'list-instances':
      return { Instances: [{ InstanceArn: ARN, IdentityStoreId: 'd-93670a3c5b', OwnerAccountId: '111122223333', Status: 'ACTIVE' }] };
    case 'list-groups':
      return { Groups: [{ GroupId: ADMINS, DisplayName: 'platform', IdentityStoreId: 'd-93670a3c5b' }] };
    default:
      return { Users: [{ UserId: ALICE, UserName: 'alice', IdentityStoreId: 'd-93670a3c5b' }] };
  }
};
const answersOf = (cwd: string) => JSON.parse(readFileSync(join(cwd, 'shop', '.projenrc.json'), 'utf8'));

test('proposes the instance and the groups that the AWS CLI lists, and announces each query', async () => {
  const cwd = temporaryFolder();
  const queries: string[] = [];
  const io = fakeIo({
    cwd,
    interactive: true,
    args: ARGS,
    env: SIGNED_IN,
    typed: { identityCenterRegion: 'eu-west-1' },
    lookUpAccount: async () => '111122223333',
    queryAws: async (args) => {
      queries.push(args.join(' '));
      return JSON.stringify(cli(args));
    },
  });
  expect(await main(io)).toBe(0);
  expect(queries).toEqual([
    'sso-admin list-instances --region eu-west-1 --output json',
    'identitystore list-groups --identity-store-id d-93670a3c5b --max-items 1000 --region eu-west-1 --output json',
  ]);
  expect(io.shown).toEqual(expect.arrayContaining([
    'Asking IAM Identity Center in eu-west-1 for its instances', 'IAM Identity Center: 1 instances',
    'Asking IAM Identity Center in eu-west-1 for its groups', 'IAM Identity Center: 1 groups',
  ]));
  expect(answersOf(cwd)).toMatchObject({
    engine: 'argocd-managed', identityCenterRegion: 'eu-west-1', identityCenterArn: ARN, argocdAdmin: ADMINS,
  });
});

test('proposes users when a user administers Argo CD', async () => {
  const cwd = temporaryFolder();
  const io = fakeIo({
    cwd,
    interactive: true,
    args: [...ARGS, '--argocd-admin-type', 'user'],
    env: SIGNED_IN,
    lookUpAccount: async () => '111122223333',
    queryAws: async (args) => JSON.stringify(cli(args)),
  });
  expect(await main(io)).toBe(0);
  expect(answersOf(cwd)).toMatchObject({ argocdAdminType: 'user', argocdAdmin: ALICE });
});

test.each([
  ['without credentials', {}, 0],
  ['the AWS CLI fails', SIGNED_IN, 1],
])('asks for the values when %s', async (_, env, queries) => {
  const cwd = temporaryFolder();
  let asked = 0;
  const io = fakeIo({
    cwd,
    interactive: true,
    args: ARGS,
    env,
    typed: { identityCenterArn: ARN, argocdAdmin: ADMINS },
    queryAws: async () => {
      asked += 1;
      throw new Error('aws is not installed');
    },
  });
  expect(await main(io)).toBe(0);
  expect(asked).toBe(queries);
  expect(answersOf(cwd)).toMatchObject({ identityCenterArn: ARN, argocdAdmin: ADMINS });
});

test('asks what the engine requires as soon as the menu selects it', async () => {
  const cwd = temporaryFolder();
  const io = fakeIo({
    cwd,
    interactive: true,
    args: ['shop'],
    typed: { engine: 'argocd-managed', identityCenterArn: ARN, argocdAdmin: ADMINS },
    chosen: ['Cluster', 'engine', 'Back', 'Continue', 'Yes'],
  });
  expect(await main(io)).toBe(0);
  const engine = io.asked.indexOf('engine');
  expect(io.asked.slice(engine, engine + 5)).toEqual(
    ['engine', 'identityCenterRegion', 'identityCenterArn', 'argocdAdminType', 'argocdAdmin'],
  );
  expect(io.shown).toContainEqual(expect.stringMatching(/^engine: argocd-managed: AWS charges .* look the price up/));
});

test.each([
  [['--yes'], /identityCenterArn \(--identity-center-arn\)[^]*argocdAdmin \(--argocd-admin\)/],
  [['--yes', '--identity-center-arn', ARN, '--argocd-admin', ADMINS, '--poll-seconds', '30'], /pollSeconds .*has an effect only when engine is argocd/],
  [['--yes', '--identity-center-arn', ARN, '--argocd-admin', ADMINS, '--repo-auth', 'https'], /repoAuth .*has an effect only when engine is argocd/],
  [['--yes', '--identity-center-arn', ARN, '--argocd-admin', ADMINS, '--region', 'cn-north-1'], /must not be argocd-managed in cn-north-1/],
  [['--yes', '--identity-center-arn', ARN, '--argocd-admin', 'admins'], /must be the ID of a group or user/],
])('refuses before anything is written: %j', async (args, words) => {
  const cwd = temporaryFolder();
  const io = fakeIo({ cwd, args: [...ARGS, ...args] });
  expect(await main(io)).toBe(2);
  expect(io.said.join('\n')).toMatch(words);
});

test('names limits and costs before it writes, also without questions', async () => {
  const io = fakeIo({ cwd: temporaryFolder(), args: [...ARGS, '--yes', '--identity-center-arn', ARN, '--argocd-admin', ADMINS] });
  expect(await main(io)).toBe(0);
  const [caveat, rendered] = [/^engine: argocd-managed: AWS charges/, /^Rendered/].map((words) => io.said.findIndex((text) => words.test(text)));
  expect(caveat).toBeGreaterThanOrEqual(0);
  expect(rendered).toBeGreaterThan(caveat);
});

describe('a query of AWS', () => {
  test('returns the output', async () => {
    expect(await lookUp(process.execPath, ['-e', 'console.log(1)'])).toBe('1\n');
  });

  test('fails with the last line of the error', async () => {
    await expect(lookUp(process.execPath, ['-e', 'console.error("a\\nb"); process.exit(1)'])).rejects.toThrow(/^b$/);
  });

  test('fails when the program is not installed', async () => {
    await expect(lookUp('no-such-program', [])).rejects.toThrow('no-such-program is not installed');
  });

  test('ends a program that does not answer within three seconds', async () => {
    const start = Date.now();
    await expect(lookUp(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])).rejects.toThrow('within 3 seconds');
    expect(Date.now() - start).toBeLessThan(10_000);
  });
});
