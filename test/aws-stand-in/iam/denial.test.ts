import { denial } from './evaluate';
import type { PlacedStatement } from './policies';
import { statementsOf } from './statement';
import { identityDenial } from './verdict';
import type { Fields } from '../../support/cloudformation-template';

const PUSH = { action: 'ecr:PutImage', resource: 'arn:aws:ecr:eu-west-1:1:repository/shop' };
const allow = (statement: Fields = {}) => ({
  Effect: 'Allow', Action: 'ecr:PutImage', Resource: PUSH.resource, ...statement,
});
const denied = (Statement: Fields[], demand: object = {}) =>
  identityDenial(statementsOf({ Statement }), { ...PUSH, ...demand });

describe('an identity', () => {
  test.each<[string, Fields]>([
    ['literally', {}],
    ['one of several actions', { Action: ['ecr:GetImage', 'ecr:PutImage'] }],
    ['action names in any case', { Action: 'ECR:putimage' }],
    ['stars', { Action: 'ecr:Put*', Resource: 'arn:aws:ecr:*:1:repository/*' }],
  ])('is allowed: %s', (_, statement) => {
    expect(denied([allow(statement)])).toBeUndefined();
  });

  test.each<[string, Fields]>([
    ['another action', { Action: 'ecr:GetImage' }],
    ['another resource', { Resource: 'arn:aws:ecr:eu-west-1:1:repository/shop2' }],
    ['a prefix of a resource', { Resource: 'arn:aws:ecr:eu-west-1:1:repository/sho' }],
    ['a resource in another case', { Resource: PUSH.resource.toUpperCase() }],
    ['no resource', { Resource: undefined }],
    ['a condition on a missing key', { Condition: { StringEquals: { 'codecommit:References': 'refs/heads/main' } } }],
  ])('is not allowed: %s', (_, statement) => {
    expect(denied([allow(statement)])).toBe('because no identity-based policy allows the ecr:PutImage action');
  });

  test('is refused by a deny despite an allow', () => {
    expect(denied([allow(), allow({ Effect: 'Deny', Action: '*', Resource: '*' })])).toBe(
      'with an explicit deny in an identity-based policy',
    );
  });

  test('is not refused by an unrelated deny', () => {
    expect(denied([allow(), allow({ Effect: 'Deny', Action: 'ecr:GetImage' })])).toBeUndefined();
  });

  test('reports the keys that conditions use', () => {
    const onMain = allow({ Condition: { StringEquals: { 'codecommit:References': ['refs/heads/main'] } } });
    const promotions = allow({ Condition: { StringLike: { 'codecommit:References': 'refs/heads/promote/*' } } });
    const context = { 'codecommit:References': 'refs/heads/main' };
    expect(denied([onMain], { context })).toBeUndefined();
    expect(denied([promotions], { context })).toMatch(/no identity-based policy/);
    expect(denied([promotions], { context: { 'codecommit:References': 'refs/heads/promote/a' } })).toBeUndefined();
  });

  test('fails on an unknown condition', () => {
    expect(() => denied([allow({ Condition: { IpAddress: { 'aws:SourceIp': '::1' } } })])).toThrow(
      'uses the condition IpAddress',
    );
  });
});

describe('names the kind of policy that refuses', () => {
  const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/Key';
  const TAKEN = 'arn:aws:iam::123456789012:role/Taken';
  const ROOT = { AWS: 'arn:aws:iam::123456789012:root' };
  const ROLE = { AWS: 'arn:aws:iam::123456789012:role/Role' };

  const identity = placed('identity', 'Role', 'arn:aws:iam::123456789012:role/Role');
  const key = placed('resource', 'Key', KEY);
  const trust = placed('trust', 'Taken', TAKEN);

  const all = { Effect: 'Allow', Action: '*', Resource: '*' };
  const codebuild = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'codebuild.amazonaws.com' } };

  test.each<[string, string, string, PlacedStatement[], string]>([
    [
      'no identity policy', 'Role', 'kms:Decrypt', key({ ...all, Principal: ROOT }),
      'because no identity-based policy allows the kms:Decrypt action',
    ],
    [
      'an identity policy',
      'Role',
      'kms:Decrypt',
      [...key({ ...all, Principal: ROLE }), ...identity({ ...all, Effect: 'Deny' })],
      'with an explicit deny in an identity-based policy',
    ],
    [
      'no resource policy', 'Role', 'kms:Decrypt', identity(all),
      'because no resource-based policy allows the kms:Decrypt action',
    ],
    [
      'a resource policy',
      'Role',
      'kms:Decrypt',
      [...identity(all), ...key({ ...all, Principal: ROOT }), ...key({ ...all, Effect: 'Deny', Principal: '*' })],
      'with an explicit deny in a resource-based policy',
    ],
    [
      'a resource policy for the account',
      'Role',
      'kms:Decrypt',
      [...identity(all), ...key({ ...all, Principal: ROOT }), ...key({ ...all, Effect: 'Deny', Principal: ROOT })],
      'because no resource-based policy allows the kms:Decrypt action',
    ],
    [
      'no resource policy for a service',
      's3.amazonaws.com',
      'sns:Publish',
      [],
      'because no resource-based policy allows the sns:Publish action',
    ],
  ])('%s', (_, caller, action, policies, problem) => {
    expect(denial({ caller, action, resource: KEY }, policies)).toBe(problem);
  });

  test.each<[string, PlacedStatement[], string | undefined]>([
    ['nothing if the role trusts the service', trust(codebuild), undefined],
    ['no trust policy', [], 'because no role trust policy allows the sts:AssumeRole action'],
    [
      'trust in another service', trust({ ...codebuild, Principal: { Service: 'codepipeline.amazonaws.com' } }),
      'because no role trust policy allows the sts:AssumeRole action',
    ],
    [
      'trust for another action', trust({ ...codebuild, Action: 'sts:TagSession' }),
      'because no role trust policy allows the sts:AssumeRole action',
    ],
    [
      'trust in another account', trust({ ...codebuild, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } }),
      'because no role trust policy allows the sts:AssumeRole action',
    ],
    [
      'a deny in the trust policy',
      [...trust(codebuild), ...trust({ ...codebuild, Effect: 'Deny' })],
      'with an explicit deny in a role trust policy',
    ],
  ])('%s', (_, policies, problem) => {
    expect(
      denial(
        {
          caller: 'codebuild.amazonaws.com',
          action: 'sts:AssumeRole',
          resource: TAKEN,
          context: { 'aws:SourceAccount': '123456789012' },
        },
        policies,
      ),
    ).toBe(problem);
  });
});

function placed(
  kind: PlacedStatement['kind'], owner: string, ownerArn: string,
): (statement: Fields) => PlacedStatement[] {
  return (Statement) =>
    statementsOf({ Statement }).map((statement) => ({ place: owner, owner, ownerArn, kind, statement }));
}
