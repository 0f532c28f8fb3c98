import { type Call, isAllowed } from './evaluate';
import { type PlacedStatement, policiesIn } from './policies';
import { statementsOf } from './statement';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/Key';
const ROOT = { AWS: 'arn:aws:iam::123456789012:root' };

function policies(
  kind: PlacedStatement['kind'], owner: string, ownerArn: string, Statement: unknown,
): PlacedStatement[] {
  return statementsOf({ Statement }).map((statement) => ({ place: owner, owner, ownerArn, kind, statement }));
}

function role(Statement: unknown): PlacedStatement[] {
  return policies('identity', 'Role', 'arn:aws:iam::123456789012:role/Role', Statement);
}

function call(action: string, resource: string, context: Call['context'] = {}, caller = 'Role'): Call {
  return { caller, action, resource, context };
}

describe('a statement', () => {
  test.each([
    ['to its action, in any case', { Action: 'S3:getobject', Resource: '*' }, true],
    ['to actions under a wildcard', { Action: 's3:Get*', Resource: '*' }, true],
    ['not to another action', { Action: 's3:PutObject', Resource: '*' }, false],
    ['not to an action that is only the start of its own', { Action: 's3:GetObjectVersion', Resource: '*' }, false],
    ['to resources under a wildcard', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }, true],
    ['to one character under a question mark', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::?/k' }, true],
    ['not to another resource', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::c/*' }, false],
    ['not to a resource in another case', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::B/k' }, false],
    ['not with a dot for any character', { Action: 's3.GetObject', Resource: '*' }, false],
  ])('applies %s', (_, statement, allowed) => {
    expect(isAllowed(call('s3:GetObject', 'arn:aws:s3:::b/k'), role({ Effect: 'Allow', ...statement }))).toBe(allowed);
  });

  test.each([
    ['an equal string', { StringEquals: { k: ['a', 'b'] } }, { k: 'b' }, true],
    ['an unequal string', { StringEquals: { k: 'a' } }, { k: 'b' }, false],
    ['a string in another case', { StringEquals: { k: 'a' } }, { k: 'A' }, false],
    ['a key in another case', { StringEquals: { 'aws:SourceAccount': 'a' } }, { 'AWS:sourceaccount': 'a' }, true],
    ['a string with literal wildcards', { StringEquals: { k: 'a*' } }, { k: 'ab' }, false],
    ['a string like a pattern', { StringLike: { k: 'a*' } }, { k: 'ab' }, true],
    ['an ARN like a pattern', { ArnLike: { k: 'arn:*' } }, { k: 'arn:aws' }, true],
    ['a missing key', { StringLike: { k: '*' } }, {}, false],
    ['an optional key that is missing', { StringEqualsIfExists: { k: 'a' } }, {}, true],
    ['an optional key that differs', { BoolIfExists: { k: 'true' } }, { k: 'false' }, false],
    ['a boolean', { Bool: { k: 'true' } }, { k: 'True' }, true],
    ['a key that must be absent', { Null: { k: 'true' } }, {}, true],
    ['a key that must be absent but is present', { Null: { k: 'true' } }, { k: 'a' }, false],
    ['a key that must be present', { Null: { k: 'false' } }, {}, false],
    ['any of several', { 'ForAnyValue:StringEquals': { k: 'a' } }, { k: ['b', 'a'] }, true],
    ['none of several', { 'ForAnyValue:StringEquals': { k: 'a' } }, { k: ['b', 'c'] }, false],
    ['all of several', { 'ForAllValues:StringEquals': { k: ['a', 'b'] } }, { k: ['b', 'a'] }, true],
    ['all of several, one of which differs', { 'ForAllValues:StringEquals': { k: 'a' } }, { k: ['b', 'a'] }, false],
    ['a string that must differ', { StringNotEquals: { k: 'a' } }, { k: 'b' }, true],
    [
      'a string that must differ from several and is one of them',
      { StringNotEquals: { k: ['a', 'b'] } },
      { k: 'b' },
      false,
    ],
    ['a string that must differ and is missing', { StringNotEquals: { k: 'a' } }, {}, true],
    ['a string that must not match a pattern', { StringNotLike: { k: 'a*' } }, { k: 'ab' }, false],
    ['an ARN that must not match a pattern', { ArnNotLike: { k: 'arn:aws:s3:*' } }, { k: 'arn:aws:sns:x' }, true],
    ['any of several values that must differ', { 'ForAnyValue:StringNotEquals': { k: 'a' } }, { k: ['a', 'b'] }, true],
    [
      'any of several values that must differ, with a missing key',
      { 'ForAnyValue:StringNotEquals': { k: 'a' } },
      {},
      false,
    ],
    [
      'all of several values that must differ, but one does not',
      { 'ForAllValues:StringNotEquals': { k: 'a' } },
      { k: ['a', 'b'] },
      false,
    ],
    ['two keys, one of which differs', { StringEquals: { k: 'a', l: 'b' } }, { k: 'a', l: 'c' }, false],
  ])('applies under conditions: %s', (_, Condition, context, allowed) => {
    expect(
      isAllowed(
        call('s3:GetObject', 'x', context as Call['context']),
        role({ Effect: 'Allow', Action: '*', Resource: '*', Condition }),
      ),
    ).toBe(allowed);
  });

  test.each([
    ['an unknown condition', { Condition: { NumericLessThan: { k: '1' } } }, 'NumericLessThan'],
    [
      'an unknown condition on other actions',
      { Action: 's3:PutObject', Condition: { IpAddress: { k: '::1' } } },
      'IpAddress',
    ],
    ['an unknown negated condition', { Condition: { NumericNotEquals: { k: '1' } } }, 'NumericNotEquals'],
    [
      'an unknown condition after a false one',
      { Condition: { StringEquals: { k: '1' }, DateLessThan: { k: '1' } } },
      'DateLessThan',
    ],
    ['an unknown effect', { Effect: 'allow' }, 'the effect "allow"'],
  ])('with %s is an error', (_, part, problem) => {
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', ...part };
    expect(() => isAllowed(call('s3:GetObject', 'x', { k: '0' }), role(statement))).toThrow(problem);
  });

  test('with NotAction, NotResource or NotPrincipal is refused', () => {
    expect(() => role({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })).toThrow('NotAction');
  });
});

describe('a call is', () => {
  const allow = { Effect: 'Allow', Action: '*', Resource: '*' };

  test('refused by a deny despite an allow', () => {
    expect(isAllowed(call('s3:GetObject', 'x'), role([allow, { ...allow, Effect: 'Deny' }]))).toBe(false);
  });

  test('refused for another principal', () => {
    expect(isAllowed(call('s3:GetObject', 'x', {}, 'Other'), role(allow))).toBe(false);
  });

  test('refused for a key whose policy does not delegate to IAM', () => {
    const key = (Statement: unknown) => policies('resource', 'Key', KEY, Statement);
    expect(isAllowed(call('kms:Decrypt', KEY), role(allow))).toBe(false);
    expect(isAllowed(call('kms:Decrypt', KEY), [...role(allow), ...key({ ...allow, Principal: ROOT })])).toBe(true);
    expect(
      isAllowed(call('kms:Decrypt', KEY), [
        ...role(allow), ...key({ ...allow, Action: 'kms:Encrypt', Principal: ROOT }),
      ]),
    ).toBe(false);
    expect(isAllowed(call('kms:Decrypt', KEY), key({ ...allow, Principal: ROOT }))).toBe(false);
    expect(
      isAllowed(call('kms:Decrypt', KEY), key({ ...allow, Principal: { AWS: 'arn:aws:iam::123456789012:role/Role' } })),
    ).toBe(true);
    expect(
      isAllowed(
        call('kms:Decrypt', KEY), key({ ...allow, Principal: { AWS: 'arn:aws:iam::123456789012:role/Other' } }),
      ),
    ).toBe(false);
  });

  test('allowed by a resource policy for the named service only', () => {
    const topic = policies('resource', 'Topic', 'arn:topic', {
      Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish', Resource: 'arn:topic',
    });
    expect(isAllowed(call('sns:Publish', 'arn:topic', {}, 'events.amazonaws.com'), topic)).toBe(true);
    expect(isAllowed(call('sns:Publish', 'arn:topic', {}, 's3.amazonaws.com'), topic)).toBe(false);
    expect(isAllowed(call('sns:Publish', 'arn:other', {}, 'events.amazonaws.com'), topic)).toBe(false);
  });

  test('allowed to assume a role by its trust policy alone', () => {
    const arn = 'arn:aws:iam::123456789012:role/Taken';
    const trust = policies('trust', 'Taken', arn, {
      Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole',
    });
    expect(isAllowed(call('sts:AssumeRole', arn, {}, 'codebuild.amazonaws.com'), trust)).toBe(true);
    expect(isAllowed(call('sts:AssumeRole', arn), [...role(allow), ...trust])).toBe(false);
  });
});

test('reads inline, managed, group and resource policies', () => {
  const PolicyDocument = { Statement: { Effect: 'Allow', Action: 'codecommit:GitPull', Resource: '*' } };
  const found = policiesIn({
    Resources: {
      Inline: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'own', PolicyDocument }] } },
      Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument, Roles: [{ Ref: 'Named' }] } },
      Named: { Type: 'AWS::IAM::Role' },
      Naming: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [{ Ref: 'Managed' }] } },
      Readers: {
        Type: 'AWS::IAM::Group',
        Properties: { ManagedPolicyArns: [{ Ref: 'Managed' }], Policies: [{ PolicyName: 'group', PolicyDocument }] },
      },
      Reader: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Readers' }] } },
      Bucket: { Type: 'AWS::S3::Bucket' },
      BucketPolicy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument } },
    },
  });
  expect(found.map(({ place, owner, kind }) => `${place} ${kind} ${owner}`).sort()).toEqual([
    'BucketPolicy[1] resource Bucket',
    'Inline/own[1] identity Inline',
    'Managed[1] identity Named',
    'Managed[1] identity Naming',
    'Managed[1] identity Reader',
    'Managed[1] identity Readers',
    'Readers/group[1] identity Reader',
    'Readers/group[1] identity Readers',
  ]);
});
