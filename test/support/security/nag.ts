import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import {
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, type NagPack, PCIDSS321Checks, ServerlessChecks,
} from 'cdk-nag';
import type { Finding } from './findings';
import { normalForm } from './normal-form';
import type { CloudFormationTemplate } from '../cloudformation-template';
import { temporaryFolder } from '../temporary-folder';

/** The rule packs, by their names. */
export const PACKS: Readonly<Record<string, () => NagPack>> = {
  AwsSolutions: () => new AwsSolutionsChecks(),
  NIST80053R5: () => new NIST80053R5Checks(),
  PCIDSS321: () => new PCIDSS321Checks(),
  HIPAASecurity: () => new HIPAASecurityChecks(),
  Serverless: () => new ServerlessChecks(),
};

/** A stack of the CDK that holds a template. */
export function stackWith(
  template: CloudFormationTemplate, folder = temporaryFolder(),
): { app: App; resources: CfnInclude } {
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify(template));
  const app = new App({ outdir: join(folder, 'cdk.out') });
  return { app, resources: new CfnInclude(new Stack(app, 'Stack'), 'Template', { templateFile: file }) };
}

/** The findings of cdk-nag's rule packs in a template. A rule that cannot be evaluated counts as a finding. */
export function nagFindings(
  template: CloudFormationTemplate, packs: readonly NagPack[] = Object.values(PACKS).map((pack) => pack()),
): Finding[] {
  const { app } = stackWith(normalForm(template));
  return packs
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({
        rule: ruleName, resource: String(constructPath).split('/').slice(-1)[0], detail: description,
      })),
    );
}
