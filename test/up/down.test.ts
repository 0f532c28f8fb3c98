import type { Answers } from '../../src/options/option';
import { down } from '../../src/up/down';
import { PairFolder, type Programs } from '../support/doctor-world';
import { type Existing, nothing } from '../support/task-effects';
import { type UpSettings, type UpTestWorld, ended, upWorld } from '../support/up-world';

/** A pair that is up. */
function everything(): Existing {
  const existing = nothing();
  Object.assign(existing.app, { repositories: 'current', pipeline: 'current', execution: 'Succeeded', git: 'same' });
  Object.assign(existing.config, {
    cluster: 'ready', engine: 'yes', connection: 'yes', image: 'yes', application: 'healthy', namespace: 'yes', git: 'same',
  });
  return existing;
}

/** An account in which no call finds anything. */
const NOTHING_LEFT: Programs = {
  'aws cloudformation describe-stacks': '{"Stacks": []}',
  'aws logs describe-log-groups': '{"logGroups": []}',
  'aws eks describe-cluster': { problem: 'An error occurred (ResourceNotFoundException)' },
  'aws eks list-access-entries': '{"accessEntries": []}',
  'aws s3api list-buckets': '{"Buckets": []}',
  'aws iam list-users': '{"Users": []}',
  'aws ec2 describe-volumes': '{"Volumes": []}',
  'aws ec2 describe-network-interfaces': '{"NetworkInterfaces": []}',
  'aws resourcegroupstaggingapi': '{"ResourceTagMappingList": []}',
};

async function run(pair: PairFolder, args: readonly string[], settings: UpSettings = {}) {
  const programs = { ...NOTHING_LEFT, ...settings.programs };
  const world = upWorld(pair.app, args, { existing: everything(), ...settings, programs });
  const code = await down(world);
  return { code, world, said: world.said.join('\n'), printed: world.printed.join('') };
}

const ALL = ['config app/delete', 'config cluster/delete', 'app pipeline/delete', 'app repos/delete'];

test('deletes the application first, and the pipeline beside the cluster', async () => {
  const { code, world } = await run(new PairFolder(), ['--yes']);
  expect({ code, tasks: ended(world).sort(), first: ended(world)[0] }).toEqual({
    code: 0, tasks: [...ALL].sort(), first: 'config app/delete',
  });
  expect(world.history.indexOf('+app pipeline/delete')).toBeLessThan(world.history.indexOf('-config cluster/delete'));
});

test('keeps an existing cluster', async () => {
  const { code, world, said } = await run(new PairFolder({ cluster: 'existing' }), ['--yes']);
  expect({ code, tasks: ended(world) }).toEqual({ code: 0, tasks: ALL.filter((task) => !/cluster/.test(task)) });
  expect(said).toContain('the cluster shop and the GitOps engine in it');
});

test('without credentials, deletes nothing and says how to sign in', async () => {
  const programs = { 'aws sts get-caller-identity --query Account': { problem: 'Unable to locate credentials' } };
  const { code, world, said } = await run(new PairFolder(), ['--yes'], { programs });
  expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
  expect(said).toMatch(/Unable to locate credentials\n +to check: aws login/);
});

describe('the confirmation', () => {
  test.each<[string, Answers, RegExp]>([
    ['what goes', {}, /cluster +delete the EKS cluster shop/],
    ['the repositories, which stay', {}, /the CodeCommit repositories shop and shop-k8s-config/],
    ['retained data', { retainData: true }, /images, artifacts, logs and their KMS key \(retainData: true\)/],
    ['the loss of images', { retainData: false }, /Images and build logs are deleted/],
  ])('lists %s', async (_, answers, words) => {
    const { said } = await run(new PairFolder(answers), [], { answers: ['shop'] });
    expect(said).toMatch(words);
  });

  test.each(['y', '', 'shop-k8s-config'])('is the name of the pair: %j deletes nothing', async (answer) => {
    const { code, world } = await run(new PairFolder(), [], { answers: [answer] });
    expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
  });

  test('is given once for everything', async () => {
    const { code, world } = await run(new PairFolder(), [], { answers: ['shop'] });
    expect({ code, tasks: ended(world).length }).toEqual({ code: 0, tasks: 4 });
  });
});

test.each(ALL)('killed at %s, the next run ends the same', async (task) => {
  const [pair, existing] = [new PairFolder(), everything()];
  await new Promise<void>((dead) => {
    const world: UpTestWorld = upWorld(pair.app, ['--yes'], {
      existing,
      programs: NOTHING_LEFT,
      at: (moment) => {
        if (moment === `+${task}`) {
          dead();
          throw new Error('killed');
        }
      },
    });
    down(world).catch(() => {});
  });
  expect((await run(pair, ['--yes'], { existing })).code).toBe(0);
  expect([existing.app.repositories, existing.app.pipeline, existing.config.cluster]).toEqual(['none', 'none', 'none']);
});

test('after a failure, names the command that repeats the step and the one that goes on', async () => {
  const { code, said } = await run(new PairFolder(), ['--yes'], { fails: { 'app pipeline/delete': ['Error: not empty'] } });
  expect(code).toBe(1);
  expect(said).toMatch(/ {4}Error: not empty\n[^]*npx projen pipeline:delete --yes\n[^]*To go on once the cause is gone: npx projen down/);
});

test('--force skips the application of a cluster that does not answer', async () => {
  const existing = everything();
  existing.config.cluster = 'ACTIVE';
  const { world } = await run(new PairFolder(), ['--yes', '--force'], { existing, fails: { 'config cluster/delete': [] } });
  expect(ended(world)).not.toContain('config app/delete');
  expect(world.logs.get('cluster')![0]).toBe('$ npx projen cluster:delete --yes --force');
});

test('Flux in an existing cluster loses its role after the application and before the role is deleted', async () => {
  const { code, world } = await run(new PairFolder({ engine: 'flux', cluster: 'existing' }), ['--yes']);
  expect({ code, first: ended(world)[0] }).toEqual({ code: 0, first: 'config app/delete' });
  const at = (task: string) => world.history.indexOf(task);
  expect(at('-config flux/disconnect')).toBeGreaterThan(-1);
  expect(at('-config flux/disconnect')).toBeLessThan(at('+app repos/delete'));
  const created = await run(new PairFolder({ engine: 'flux' }), ['--yes']);
  expect(ended(created.world)).not.toContain('config flux/disconnect');
});

describe('the audit', () => {
  const ARN = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/k8s-shop/1a2b';
  const tagged = (...resources: readonly object[]) => JSON.stringify({ ResourceTagMappingList: resources });
  const found = async (programs: Programs, answers: Answers = {}) => {
    const { code, printed } = await run(new PairFolder(answers), ['--audit', '--json'], { programs });
    const { left, unchecked } = JSON.parse(printed);
    return { code, left, unchecked };
  };

  test('finds nothing in an empty account', async () => {
    const { code, said, world } = await run(new PairFolder(), ['--audit']);
    expect({ code, said, history: world.history }).toEqual({ code: 0, said: 'Nothing goes on costing money.', history: [] });
  });

  test.each<[string, Programs, object]>([
    ['a load balancer, by its tag', { 'aws resourcegroupstaggingapi get-resources --tag-filters Key=service.eks.amazonaws.com/stack,Values=shop-production/shop': tagged({ ResourceARN: ARN, Tags: [] }) },
      { what: 'load balancer', id: 'net/k8s-shop/1a2b', costs: 'by the hour', command: `aws elbv2 delete-load-balancer --load-balancer-arn ${ARN} --region us-east-1`, expected: false }],
    ['a volume', { 'aws ec2 describe-volumes': '{"Volumes": [{"VolumeId": "vol-1"}]}' },
      { what: 'volume', id: 'vol-1', costs: 'by size', command: 'aws ec2 delete-volume --volume-id vol-1 --region us-east-1', expected: false }],
    ['a network interface', { 'aws ec2 describe-network-interfaces': '{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-1"}]}' },
      { what: 'network interface', id: 'eni-1', command: 'aws ec2 delete-network-interface --network-interface-id eni-1 --region us-east-1', expected: false }],
    ['a log group of the pipeline', { 'aws logs describe-log-groups --log-group-name-prefix /aws/codebuild/shop': '{"logGroups": [{"logGroupName": "/aws/codebuild/shop-build"}, {"logGroupName": "/aws/codebuild/shop-2-build"}]}' },
      { what: 'log group', id: '/aws/codebuild/shop-build', costs: 'by size', command: 'aws logs delete-log-group --log-group-name /aws/codebuild/shop-build --region us-east-1', expected: false }],
    ['the log group of the control plane, which stays', { 'aws logs describe-log-groups --log-group-name-prefix /aws/eks/shop': '{"logGroups": [{"logGroupName": "/aws/eks/shop/cluster"}]}' },
      { what: 'log group', id: '/aws/eks/shop/cluster', costs: 'by size', command: 'aws logs delete-log-group --log-group-name /aws/eks/shop/cluster --region us-east-1', expected: true }],
    ['the key', { 'aws resourcegroupstaggingapi get-resources --tag-filters Key=gitops-eks/pair,Values=shop': tagged({ ResourceARN: 'arn:aws:kms:us-east-1:123456789012:key/abc', Tags: [] }), 'aws kms describe-key': '{"KeyMetadata": {"KeyState": "Enabled"}}' },
      { what: 'KMS key', id: 'abc', costs: 'by the month', command: 'aws kms schedule-key-deletion --pending-window-in-days 7 --key-id abc --region us-east-1', expected: false }],
    ['the images', { 'aws ecr describe-repositories': '{}' },
      { what: 'image registry', id: 'shop', costs: 'by size', command: 'aws ecr delete-repository --force --repository-name shop --region us-east-1', expected: false }],
    ['a stack', { 'aws cloudformation describe-stacks': '{"Stacks": [{"StackName": "shop-programs", "StackStatus": "DELETE_FAILED"}, {"StackName": "shop-programs-of-another"}]}' },
      { what: 'stack', id: 'shop-programs', command: 'aws cloudformation delete-stack --stack-name shop-programs --region us-east-1', expected: false }],
    ['a stack that is on its way out', { 'aws cloudformation describe-stacks': '{"Stacks": [{"StackName": "eksctl-shop-cluster", "StackStatus": "DELETE_IN_PROGRESS"}]}' },
      { what: 'stack', id: 'eksctl-shop-cluster', expected: true }],
  ])('finds %s', async (_, programs, expected) => {
    const { code, left, unchecked } = await found(programs);
    expect({ left, unchecked }).toEqual({ left: [expected], unchecked: [] });
    expect(code).toBe((expected as { expected: boolean }).expected ? 0 : 1);
  });

  test('finds an IAM user with its credentials, which go first', async () => {
    const { left } = await found({
      'aws iam list-users': '{"Users": [{"UserName": "shop-repositories-ArgoCdReader-1"}, {"UserName": "other"}]}',
      'aws iam list-ssh-public-keys': '{"SSHPublicKeys": [{"SSHPublicKeyId": "APKA"}]}',
      'aws iam list-service-specific-credentials': '{"ServiceSpecificCredentials": [{"ServiceSpecificCredentialId": "ACCA"}]}',
    });
    expect(left.map(({ command }: { command: string }) => command).sort()).toEqual([
      'aws iam delete-service-specific-credential --user-name shop-repositories-ArgoCdReader-1 --service-specific-credential-id ACCA',
      'aws iam delete-ssh-public-key --user-name shop-repositories-ArgoCdReader-1 --ssh-public-key-id APKA',
      'aws iam delete-user --user-name shop-repositories-ArgoCdReader-1',
    ]);
  });

  test('finds the resources that Terraform names, and keeps the bucket of its state', async () => {
    const names = ['shop-artifacts-1a2b', 'shop-123456789012-us-east-1', 'shop-123456789012-eu-west-1', 'shop-2-artifacts-1'];
    const { left } = await found({
      'aws iam list-users': '{"Users": [{"UserName": "shop-config-reader"}, {"UserName": "shop-config-readers"}]}',
      'aws s3api list-buckets': JSON.stringify({ Buckets: names.map((Name) => ({ Name })) }),
    });
    expect(left.map(({ id, expected }: { id: string; expected: boolean }) => [id, expected]).sort()).toEqual([
      ['shop-123456789012-us-east-1', true], ['shop-artifacts-1a2b', false], ['shop-config-reader', false],
    ]);
  });

  test('finds the access entries of the pair in an existing cluster', async () => {
    const { left } = await found(
      { 'aws eks list-access-entries': '{"accessEntries": ["arn:aws:iam::123456789012:role/shop-reader", "arn:aws:iam::123456789012:role/admin"]}' },
      { cluster: 'existing' },
    );
    expect(left).toEqual([expect.objectContaining({
      what: 'access entry of the EKS cluster',
      command: 'aws eks delete-access-entry --cluster-name shop --principal-arn arn:aws:iam::123456789012:role/shop-reader --region us-east-1',
    })]);
  });

  test('leaves out what a stack that still exists deletes, and a key that is being deleted', async () => {
    const byStack = { ResourceARN: 'arn:aws:sns:us-east-1:123456789012:shop-failures', Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'shop-pipeline' }] };
    const key = { ResourceARN: 'arn:aws:kms:us-east-1:123456789012:key/abc', Tags: [] };
    const { left } = await found({
      'aws resourcegroupstaggingapi get-resources --tag-filters Key=gitops-eks/pair,Values=shop': tagged(byStack, key),
      'aws kms describe-key': '{"KeyMetadata": {"KeyState": "PendingDeletion"}}',
      'aws cloudformation describe-stacks': '{"Stacks": [{"StackName": "shop-pipeline", "StackStatus": "CREATE_COMPLETE"}]}',
    });
    expect(left.map(({ what, expected }: { what: string; expected: boolean }) => [what, expected])).toEqual([
      ['KMS key', true], ['stack', false],
    ]);
  });

  test('expects retained data, and says what goes on costing money', async () => {
    const { code, said } = await run(new PairFolder({ retainData: true }), ['--audit'], { programs: { 'aws ecr describe-repositories': '{}' } });
    expect({ code, said }).toEqual({
      code: 0, said: expect.stringMatching(/^What stays:\n {2}image registry shop \(costs money by size\)\n[^]*These go on costing money: image registry shop \(by size\)\.$/),
    });
  });

  test('says what it could not check', async () => {
    const { said } = await run(new PairFolder(), ['--audit'], {
      programs: { 'aws resourcegroupstaggingapi': { problem: 'AccessDenied: tag:GetResources' } },
    });
    expect(said).toMatch(/Not checked:\n {2}resources by their tags: AccessDenied: tag:GetResources\n\nNothing that was checked goes on costing money/);
  });
});

test.each([['--json'], ['--ys'], ['--yes', '--until', 'nothing']])('refuses %s', async (...args) => {
  const { code, world } = await run(new PairFolder(), args);
  expect({ code, history: world.history }).toEqual({ code: 2, history: [] });
});
