import { WAIVERS } from '../security/waivers';
import { synthesizeCdk } from '../support/cdk-infrastructure';
import { type CloudFormationTemplate, type Fields, isFields } from '../support/cloudformation-template';
import { OPTION_SETS_OF_THE_PIPELINE } from '../support/option-sets';
import { parseYaml } from '../support/parse-file';
import { type PairFile, renderPair } from '../support/render-pair';
import { normalForm } from '../support/security/normal-form';

/** Where the two may differ in how they write what they mean. */
const NOTATIONS: ReadonlyArray<{ readonly why: string; readonly same: (key: string, value: unknown) => unknown }> = [
  {
    why: 'JSON inside of a text may have spaces',
    same: (key, value) => ['EnvironmentVariables', 'LifecyclePolicyText'].includes(key) && typeof value === 'string' ? JSON.parse(value) : value,
  },
  {
    why: 'a program that is a file of its own says who manages it',
    same: (key, value) => key === 'BuildSpec' ? String(value).replace(/^ *\/\/ Managed by .*\n/m, '') : value,
  },
  {
    why: 'a list of one action or resource may be written without a list',
    same: (key, value) => ['Action', 'Resource'].includes(key) && Array.isArray(value) && value.length === 1 ? value[0] : value,
  },
];

/** A stack as the checks see it: its resources, outputs and description, with parameters replaced and notations made one. */
function stackOf(stackName: string, template: CloudFormationTemplate, notations = NOTATIONS): Fields {
  const { Resources, Outputs = {}, Description } = normalForm({
    ...template,
    Parameters: { ...template.Parameters, 'AWS::StackName': { Type: 'String', Default: stackName } },
  });
  return { stackName, ...alike({ Resources, Outputs, Description }, notations) as Fields };
}

function alike(value: unknown, notations: typeof NOTATIONS): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => alike(item, notations));
  }
  const one = (key: string, item: unknown) => alike(notations.reduce((before, { same }) => same(key, before), item), notations);
  return isFields(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, one(key, item)])) : value;
}

const fromYaml = OPTION_SETS_OF_THE_PIPELINE.map((answers) => renderPair(answers)
  .filter(({ repo, path }) => repo === 'app' && /^infra\/[^/]+\.yaml$/.test(path))
  .map(({ path, content }) => ({ stackName: `shop-${path.slice('infra/'.length, -'.yaml'.length)}`, template: parseYaml(content, '1.2')[0] as CloudFormationTemplate })));
const fromCdk = synthesizeCdk(OPTION_SETS_OF_THE_PIPELINE.map((answers) => ({ answers })));
const stacksOf = (index: number, notations = NOTATIONS) => ({
  yaml: fromYaml[index].map(({ stackName, template }) => stackOf(stackName, template, notations)),
  cdk: fromCdk[index].map(({ stackName, template }) => stackOf(stackName, template, notations)),
});

test.each(OPTION_SETS_OF_THE_PIPELINE.map((answers, index) => [JSON.stringify(answers), index] as const))('CloudFormation and CDK describe the same system: %s', (_, index) => {
  const { yaml, cdk } = stacksOf(index);
  expect(cdk).toEqual(yaml);
  expect(yaml.length).toBeGreaterThanOrEqual(2);
});

test.each(NOTATIONS.map((notation) => [notation.why, notation] as const))('the allowed difference is there: %s', (_, notation) => {
  const others = NOTATIONS.filter((other) => other !== notation);
  const differs = OPTION_SETS_OF_THE_PIPELINE.some((__, index) => {
    const { yaml, cdk } = stacksOf(index, others);
    return JSON.stringify(sorted(yaml)) !== JSON.stringify(sorted(cdk));
  });
  expect(differs).toBe(true);
});

test('a statement that one of them lacks is a difference', () => {
  const { yaml, cdk } = stacksOf(0);
  const text = JSON.stringify(cdk);
  expect(text).toContain('"codecommit:GetCommit"');
  expect(JSON.parse(text.replace('"codecommit:GetCommit"', '"codecommit:GetCommits"'))).not.toEqual(yaml);
});

test('the CDK app has no finding of cdk-nag but the acknowledged ones, for the reasons that all templates are given', () => {
  const [answers] = OPTION_SETS_OF_THE_PIPELINE;
  const acknowledgements = acknowledgementsIn(renderPair({ ...answers, iac: 'cdk' }));
  const withoutThem = (path: string, content: string) => path === 'infra/lib/acknowledgements.ts' ? content.replace(/id: '/g, 'id: \'no-') : content;
  expect(new Set(messageOf(() => synthesizeCdk([{ answers, edit: withoutThem }])).match(/(?<=Acknowledge with 'AwsSolutions::)[^']+/g)))
    .toEqual(new Set(acknowledgements.map(({ id }) => id)));
  acknowledgements.forEach((acknowledgement) => {
    expect(acknowledgement).toEqual({ id: acknowledgement.id, reason: WAIVERS.find(({ rules }) => rules.includes(acknowledgement.id))?.reason });
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function acknowledgementsIn(files: readonly PairFile[]): Array<{ id: string; reason: string }> {
  const { content } = files.find(({ path }) => path === 'infra/lib/acknowledgements.ts')!;
  return new Function(content.replace('export const acknowledgements =', 'return'))();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  const inOrder = (fields: Fields) => Object.entries(fields).sort(([one], [other]) => one < other ? -1 : 1);
  return isFields(value) ? Object.fromEntries(inOrder(value).map(([key, item]) => [key, sorted(item)])) : value;
}
