import type { Answers } from '../../src/options/option';
import { resolveOptions } from '../../src/options/resolve';
import { problems } from '../support/option-problems';

const environmentsOf = (answers: Answers) => resolveOptions({ appName: 'shop', ...answers }).environments;
const rule = (environments: unknown, more: Answers = {}) => problems({ appName: 'shop', environments, ...more });

test('names get defaults by their place: the first ones automatic, the last one after an approval', () => {
  const first = {
    replicas: 1, syncPolicy: 'automated', autoPrune: false, selfHeal: false, promotion: 'commit', serviceType: 'ClusterIP',
  };
  expect(environmentsOf({ environments: 'dev, staging,production', replicas: 5, serviceType: 'ClusterIP' })).toEqual([
    { name: 'dev', ...first },
    { name: 'staging', ...first },
    { name: 'production', ...first, replicas: 5, syncPolicy: 'manual', promotion: 'pull-request' },
  ]);
});

test('a list of names, of objects and as JSON mean the same', () => {
  const expected = environmentsOf({ environments: 'dev,production' });
  expect(environmentsOf({ environments: ['dev', 'production'] })).toEqual(expected);
  expect(environmentsOf({ environments: [{ name: 'dev' }, { name: 'production' }] })).toEqual(expected);
  expect(environmentsOf({ environments: JSON.stringify(expected) })).toEqual(expected);
  expect(environmentsOf({ environments: expected })).toEqual(expected);
});

test('the pair\'s own answer is kept if it is stricter', () => {
  const [, last] = environmentsOf({ environments: 'dev,production', promotion: 'manual' });
  expect(last.promotion).toBe('manual');
});

test.each<[environments: unknown, rule: RegExp, more?: Answers]>([
  [[{ name: 'dev', replica: 2 }, 'production'], /must not set "replica" in "dev": .*did you mean replicas\?/],
  [[{ name: 'dev', accountId: '111122223333' }], /must not set "accountId" in "dev": each task is signed in to one account/],
  [[{ name: 'dev', promoteWhen: 'healthy' }], /must not set "promoteWhen" in "dev": the pipeline cannot see the health/],
  [[{ name: 'dev', replicas: 0 }], /must not set replicas to 0 in "dev": it must be a whole number from 1 to 100/],
  [[{ name: 'dev', promotion: 'pr' }], /must not set promotion to "pr" in "dev": it must be one of commit/],
  [[{ name: 'dev', syncPolicy: 'manual', selfHeal: true }], /must not set selfHeal to true in "dev": it has an effect only/],
  [['dev', 'Prod'], /must not contain the name "Prod": it must be a DNS label/],
  [['dev', 'dev'], /must not repeat a name/],
  [[{ replicas: 2 }], /must be a list of names, or of objects with a name/],
  ['[{', /must be a list of names/],
  [['dev', 'live'], /must include test, the answer to environment/, { environment: 'test' }],
  [[{ name: 'dev', promotion: 'manual' }, 'live'], /must not set promotion to manual in dev, the first one/],
  [Array.from({ length: 22 }, (_, at) => `e${at}`), /must have at most 20 environments that are not promoted manually/],
])('%j: %s', (environments, expected, more = {}) => {
  expect(rule(environments, more)).toEqual([expect.stringMatching(expected)]);
});

test('refuses an engine that renders only one environment', () => {
  const managed = {
    engine: 'argocd-managed',
    identityCenterArn: 'arn:aws:sso:::instance/ssoins-7223b02b8a1c2d3e',
    argocdAdmin: '93670a3c5b-1f7c0d5e-4b0a-4c1d-9e8f-a1b2c3d4e5f6',
  };
  expect(rule('dev,production', managed)).toEqual([
    expect.stringContaining('must be empty when engine is argocd-managed'),
  ]);
});
