import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fits } from './match';
import { type CloudFormationTemplate, type Fields, isFields } from '../../support/cloudformation-template';
import { deployed } from '../iam/deployed';

/** An event in EventBridge. */
export type AwsEvent = Fields & { readonly resources: readonly string[]; readonly detail: Fields };

/** An enabled rule: its logical ID, its pattern, and the logical IDs of its targets. */
export interface Rule {
  readonly name: string;
  /** A schedule has none. */
  readonly pattern?: Fields;
  readonly targets: readonly string[];
}

const SAMPLES = join(__dirname, 'samples');

/**
 * The events of AWS by their cause, in the format of the user guides of CodeCommit, CodeBuild, CodePipeline and ECR,
 * for the repositories `shop` and `shop-k8s-config` with the branch `main`.
 */
export const EVENTS: Readonly<Record<string, AwsEvent>> = Object.fromEntries(readdirSync(SAMPLES).sort()
  .map((file) => [basename(file, '.json'), JSON.parse(readFileSync(join(SAMPLES, file), 'utf8')) as AwsEvent]));

/** The rules of a template in normal form. */
export function rulesIn(template: CloudFormationTemplate): Rule[] {
  const asDeployed = deployed(template).Resources;
  return Object.entries(template.Resources)
    .filter(([name, { Type }]) => Type === 'AWS::Events::Rule' && asDeployed[name].Properties?.State !== 'DISABLED')
    .map(([name, { Properties = {} }]) => ({
      name,
      pattern: asDeployed[name].Properties?.EventPattern as Fields | undefined,
      targets: (Properties.Targets as Fields[]).map(({ Arn }) => resourceIn(Arn)),
    }));
}

/** The rules that an event triggers. */
export function rulesFor(event: AwsEvent, rules: readonly Rule[]): Rule[] {
  return rules.filter(({ pattern }) => pattern !== undefined && fits(pattern, event));
}

/** The logical ID of the only resource in an ARN. */
export function resourceIn(arn: unknown): string {
  const names = namesIn(arn).filter((name) => !name.startsWith('AWS::'));
  if (names.length !== 1) {
    throw new Error(
      `${JSON.stringify(arn)} must name one resource of the template. It names ${names.join(', ') || 'none'}.`,
    );
  }
  return names[0];
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => namesIn(item));
  }
  return isFields(value)
    ? Object.entries(value).flatMap(([key, item]) =>
      key === 'Ref' ? [String(item)] : key === 'Fn::GetAtt' ? [(item as string[])[0]] : namesIn(item),
    )
    : [];
}
