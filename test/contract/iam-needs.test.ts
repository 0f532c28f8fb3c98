import { resolveOptions } from '../../src/options/resolve';
import { policiesIn } from '../aws-stand-in';
import { failures, needless, needs } from '../support/iam/need';
import { stepsOf } from '../support/iam/steps/all';
import { World } from '../support/iam/steps/step';
import { everyInfrastructure } from '../support/security/infrastructure';

/** Rights that no step needs, and the reason to keep them. */
const KEPT: Readonly<Record<string, string>> = {
  'the condition on aws:PrincipalIsAWSService in Key[2]':
    'AWS Control Tower asks for both conditions (CT.KMS.PR.3); here, AWS makes grants only for its resources',
};

const systems = everyInfrastructure().map(({ answers, template }) => {
  const steps = stepsOf(new World(resolveOptions(answers), template));
  const policies = policiesIn(template);
  return { name: JSON.stringify(answers), steps, policies, unneeded: needless(steps, policies) };
});

test.each(systems)('every step has the rights that it needs, and no others: $name', ({ steps, policies }) => {
  expect(failures(steps, policies)).toEqual([]);
});

test.each(systems)('every statement, action, resource and condition is required: $name', ({ unneeded }) => {
  expect(unneeded.filter((part) => !KEPT[part])).toEqual([]);
});

test('rights kept without need still exist', () => {
  expect([...new Set(systems.flatMap(({ unneeded }) => unneeded))].sort()).toEqual(Object.keys(KEPT).sort());
});

describe('without', () => {
  const [{ steps, policies }] = systems.filter(
    ({ name }) => name.includes('"promotion":"commit"') && name.includes('"scanner":"ecr"'),
  );

  test.each([
    ['the right to push', 'BuildPolicy', 'ecr:PutImage', 'the step fails: push the image (BuildRole: '],
    [
      'the right to commit', 'PromotePolicy', 'codecommit:CreateCommit',
      'the step fails: commit the digest (PromoteRole: ',
    ],
    [
      'the right to start the pipeline', 'TriggerPolicy', 'codepipeline:StartPipelineExecution',
      'the step fails: start the pipeline',
    ],
    [
      'the trust in the service', 'BuildRole/trust', 'sts:AssumeRole',
      'the step fails: let codebuild.amazonaws.com assume BuildRole',
    ],
  ])('%s, names the failing step', (_, place, action, failure) => {
    const rest = policies.filter(
      (policy) => !(policy.place.startsWith(place) && policy.statement.actions.includes(action)),
    );
    expect(rest.length).toBeLessThan(policies.length);
    expect(failures(steps, rest)).toContainEqual(expect.stringContaining(failure));
  });

  test('a right, names the right', () => {
    const rest = policies.filter(({ statement }) => !statement.actions.includes('ecr:PutImage'));
    expect(failures(steps, rest)).toContainEqual(
      expect.stringMatching(
        /^the step fails: push the image \(BuildRole: (ecr:\w+) on \S+ because no identity-based policy allows the \1 action\)$/,
      ),
    );
  });

  test('any one condition, a principal can do more', () => {
    const open = policies.map((policy) => ({ ...policy, statement: { ...policy.statement, conditions: [] } }));
    expect(failures(steps, open)).toEqual(expect.arrayContaining([
      expect.stringContaining('a principal can: write to any other branch of the config repo'),
      expect.stringContaining('a principal can: let codebuild.amazonaws.com assume PromoteRole for another account'),
    ]));
  });

  test('any statement, names the step that it served', () => {
    expect(needs(steps, policies)).toEqual(
      expect.arrayContaining([
        {
          without: 'ecr:PutImage in BuildPolicy[5]',
          failure: expect.stringContaining('the step fails: push the image (BuildRole: ecr:PutImage'),
        },
        {
          without: 'ArtifactsPolicy[1]',
          failure: expect.stringContaining('a principal can: read the source without TLS'),
        },
        {
          without: 'the condition on aws:SecureTransport in ArtifactsPolicy[1]',
          failure: expect.stringContaining('the step fails: keep the source'),
        },
      ]),
    );
  });

  test('a need, finds an unused right', () => {
    const more = policies.map((policy) => policy.place === 'BuildPolicy[1]'
      ? { ...policy, statement: { ...policy.statement, actions: [...policy.statement.actions, 'logs:DeleteLogGroup'] } }
      : policy);
    expect(needless(steps, more)).toContain('logs:DeleteLogGroup in BuildPolicy[1]');
  });
});
