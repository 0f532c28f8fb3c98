import { type InfrastructureFault, INFRASTRUCTURE_FAULTS } from './faults-of-infrastructure';
import { checkPair, type Finding } from '../../src/checks';
import { type CdkCase } from '../support/cdk-app';
import { synthesizeCdk } from '../support/cdk-infrastructure';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { type Edit, edited, pairOf } from '../support/plant';
import { STACK_TOOLS, type STACKS } from '../verifiers/infrastructure';

const SHOP = { appName: 'shop', promotion: 'commit', scanGate: 'high', prBuilds: true, notify: 'on-call@example.com' };
const [CLOUDFORMATION, CDK] = ['cloudformation', 'cdk'] as const;

const caseOf = (edit: Edit): CdkCase => ({
  answers: SHOP,
  edit: (path, content) => `app/${path}` === edit.in ? edited(content, edit) : content,
});

const synthesized = synthesizeCdk([
  ...INFRASTRUCTURE_FAULTS.map(({ cdk }) => caseOf(cdk)),
  ...OPTION_SETS_OF_THE_PIPELINE.map((answers): CdkCase => ({ answers })),
]).map(
  (stacks) =>
    new Map(
      stacks.map(({ stackName, template }) => [`app/cdk.out/${stackName}.template.json`, JSON.stringify(template)]),
    ),
);

/** Both kinds of infrastructure, with a fault in each. */
const FINDINGS: Readonly<
  Record<keyof typeof STACKS, (fault: InfrastructureFault, index: number) => readonly Finding[]>
> = {
  [CLOUDFORMATION]: ({ cloudformation }) => checkPair(pairOf(SHOP, [cloudformation])).findings,
  [CDK]: ({ cdk }, index) => checkPair(pairOf({ ...SHOP, iac: CDK }, [cdk], synthesized[index])).findings,
};

describe.each(STACK_TOOLS)('iac: %s', (iac) => {
  test.each(INFRASTRUCTURE_FAULTS.map((fault, index) => [fault.fault, fault, index] as const))(
    'finds %s',
    (_, fault, index) => {
      const file = fault.at?.[iac] ?? fault[iac].in;
      expect(FINDINGS[iac](fault, index)).toContainEqual({
        file, problem: expect.stringContaining(fault.words), fix: expect.any(String),
      });
    },
  );
});

test('checks all synthesized CDK templates and finds nothing', () => {
  const reports = OPTION_SETS_OF_THE_PIPELINE.map((answers, index) =>
    checkPair(pairOf({ ...answers, iac: CDK }, [], synthesized[INFRASTRUCTURE_FAULTS.length + index])));
  expect(reports).toEqual(reports.map(() => ({ findings: [], unchecked: [] })));
});
