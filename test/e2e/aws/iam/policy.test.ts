import { denial, type Statement } from './policy';

const PUSH = { action: 'ecr:PutImage', resource: 'arn:aws:ecr:eu-west-1:1:repository/shop' };
const allow = (statement: Partial<Statement> = {}) => ({ Effect: 'Allow' as const, Action: 'ecr:PutImage', Resource: PUSH.resource, ...statement });
const denied = (statements: Statement[], demand: object = {}) => denial([{ Statement: statements }], { ...PUSH, ...demand });

test.each<[string, Partial<Statement>]>([
  ['word by word', {}],
  ['one of several actions', { Action: ['ecr:GetImage', 'ecr:PutImage'] }],
  ['letters of any size in actions', { Action: 'ECR:putimage' }],
  ['stars', { Action: 'ecr:Put*', Resource: 'arn:aws:ecr:*:1:repository/*' }],
])('allows: %s', (_, statement) => {
  expect(denied([allow(statement)])).toBeUndefined();
});

test.each<[string, Partial<Statement>]>([
  ['another action', { Action: 'ecr:GetImage' }],
  ['another resource', { Resource: 'arn:aws:ecr:eu-west-1:1:repository/shop2' }],
  ['the beginning of a resource', { Resource: 'arn:aws:ecr:eu-west-1:1:repository/sho' }],
  ['a resource in other letters', { Resource: PUSH.resource.toUpperCase() }],
  ['a condition on what the request does not say', { Condition: { StringEquals: { 'codecommit:References': 'refs/heads/main' } } }],
])('does not allow: %s', (_, statement) => {
  expect(denied([allow(statement)])).toBe('because no identity-based policy allows the ecr:PutImage action');
});

test('a refusal counts more than any permission', () => {
  expect(denied([allow(), allow({ Effect: 'Deny', Action: '*', Resource: '*' })])).toBe('with an explicit deny in an identity-based policy');
});

test('conditions look at the request', () => {
  const onMain = allow({ Condition: { StringEquals: { 'codecommit:References': ['refs/heads/main'] } } });
  const promotions = allow({ Condition: { StringLike: { 'codecommit:References': 'refs/heads/promote/*' } } });
  const context = { 'codecommit:References': 'refs/heads/main' };
  expect(denied([onMain], { context })).toBeUndefined();
  expect(denied([promotions], { context })).toMatch(/no identity-based policy/);
  expect(denied([promotions], { context: { 'codecommit:References': 'refs/heads/promote/a' } })).toBeUndefined();
});

test('a condition that is not known is no permission and no refusal, but an error', () => {
  expect(() => denied([allow({ Condition: { IpAddress: { 'aws:SourceIp': '::1' } } })])).toThrow('uses the condition IpAddress');
});
