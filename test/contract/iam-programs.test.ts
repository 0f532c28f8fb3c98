import { resolveOptions } from '../../src/options/resolve';
import { stepsOf } from '../support/iam/steps/all';
import { World } from '../support/iam/steps/step';
import { everyInfrastructure } from '../support/security/infrastructure';
import { callsIn, inlineScripts } from '../support/security/programs-in';

/** Services that the programs call. What CodeBuild does for every project is no call of a program. */
const CALLED = /^(codecommit|codebuild|ecr):/;

/** CodeBuild itself clones the sources. */
const CLONE = 'codecommit:GitPull';

/** Every action that a program calls, and every one that the steps have its role do, over all options. */
const programs = new Map<string, { calls: Set<string>; steps: Set<string> }>();
for (const { answers, template } of everyInfrastructure()) {
  const steps = stepsOf(new World(resolveOptions(answers), template))
    .filter(({ must }) => must === 'succeed')
    .flatMap(({ calls }) => calls);
  for (const [project, script] of inlineScripts(template)) {
    const { calls, steps: known } = programs.get(project) ?? { calls: new Set<string>(), steps: new Set<string>() };
    callsIn(script).forEach((call) => calls.add(call));
    steps
      .filter(({ caller, action }) =>
        caller === `${project}Role` && action !== CLONE && (CALLED.test(action) || calls.has(action)))
      .forEach(({ action }) => known.add(action));
    programs.set(project, { calls, steps: known });
  }
}

test('the programs are those of the stacks', () => {
  expect([...programs.keys()].sort()).toEqual(['Promote', 'PullRequestReport', 'ScanGate', 'Upgrade', 'UpgradeProposal']);
});

test.each([...programs])('the steps of %s are the calls of its program', (_, { calls, steps }) => {
  expect([...steps].sort()).toEqual([...calls].sort());
  expect(calls.size).toBeGreaterThan(0);
});

test('finds calls by service and by alias', () => {
  expect(
    callsIn(
      "await call('ecr', 'describe-images', {}); codecommit('get-file', x); recall('a', 'b'); $(aws ecr describe-repositories)\naws s3api get-object x",
    ),
  ).toEqual(['codecommit:GetFile', 'ecr:DescribeImages', 'ecr:DescribeRepositories', 's3:GetObject']);
});
