import { WAIVERS, waiversOf, waiversTable } from './waivers';
import { compare } from '../support/security/findings';

/** A security team reads each of them. */
const MOST_RULES_OF_NAG = 12;

test(`at most ${MOST_RULES_OF_NAG} rules of cdk-nag are waived`, () => {
  expect(waiversOf('cdk-nag').flatMap(({ rules }) => rules).length).toBeLessThanOrEqual(MOST_RULES_OF_NAG);
});

test('each waiver has a rule, a place and a reason, and no rule is waived twice', () => {
  const rules = WAIVERS.flatMap(({ check, rules: of }) => of.map((rule) => `${check} ${rule}`));
  expect(rules).toEqual([...new Set(rules)]);
  for (const { rules: of, resources, reason } of WAIVERS) {
    expect(of.length * resources.length).toBeGreaterThan(0);
    expect([...of, ...resources].filter((name) => /^\*?$|\s/.test(name))).toEqual([]);
    expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  }
});

test('the table has a row for each waiver', () => {
  const lines = waiversTable().split('\n');
  expect(lines).toHaveLength(WAIVERS.length + 3);
  expect(lines).toContain(
    '| `CKV_DOCKER_2` | `Dockerfile` | Kubernetes ignores HEALTHCHECK. The Deployment has three probes. |',
  );
  expect(lines.filter((line) => line !== '' && line.split('|').length !== 5)).toEqual([]);
});

describe('compared with findings', () => {
  const waivers = [{ check: 'checkov' as const, rules: ['R1'], resources: ['A', 'B'], reason: 'x' }];

  test('accepts matching findings and waivers', () => {
    expect(
      compare(
        [
          { rule: 'R1', resource: 'A' },
          { rule: 'R1', resource: 'B' },
          { rule: 'R1', resource: 'A' },
        ],
        waivers,
      ),
    ).toEqual({ unexplained: [], idle: [] });
  });

  test('rejects a finding elsewhere, of another rule, or none', () => {
    expect(
      compare(
        [
          { rule: 'R1', resource: 'C' },
          { rule: 'R2', resource: 'A' },
          { rule: 'R1', resource: 'A' },
        ],
        waivers,
      ),
    ).toEqual({
      unexplained: ['R1 at C', 'R2 at A'],
      idle: ['R1 at B'],
    });
  });
});
