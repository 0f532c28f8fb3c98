import { build } from './build';
import { trigger } from './events';
import { key } from './key';
import { pipeline } from './pipeline';
import { printCdk } from './print/cdk';
import { printCloudFormation } from './print/cloudformation';
import { printTerraform } from './print/terraform';
import { promote } from './promote';
import { pullRequestBuild, pullRequestReport, pullRequestReportTrigger, pullRequestTrigger } from './pull-requests';
import { readers } from './readers';
import { artifacts, failures } from './resource-policies';
import { scanGate } from './scan-gate';
import type { Statement } from './statement';
import { capabilityTrust, podTrust, trust } from './trust';
import { upgrade, upgradeProposal, upgradeProposalTrigger, upgradeTrigger } from './upgrades';
import type { Context } from '../context';
import type { Language } from '../escape';

/** All policies of the stacks, which templates include as `rights/<name>`. */
export const RIGHTS = {
  'artifacts': artifacts,
  'build': build,
  'failures': failures,
  'key': key,
  'pipeline': pipeline,
  'promote': promote,
  'pull-request-build': pullRequestBuild,
  'pull-request-report': pullRequestReport,
  'pull-request-report-trigger': pullRequestReportTrigger,
  'pull-request-trigger': pullRequestTrigger,
  'readers': readers,
  'scan-gate': scanGate,
  'trigger': trigger,
  'upgrade': upgrade,
  'upgrade-proposal': upgradeProposal,
  'upgrade-proposal-trigger': upgradeProposalTrigger,
  'upgrade-trigger': upgradeTrigger,
  'trust': () => trust({ parameter: 'service' }),
  'trust/capability': capabilityTrust,
  'trust/codebuild': () => trust({ service: 'codebuild.amazonaws.com' }),
  'trust/codepipeline': () => trust({ service: 'codepipeline.amazonaws.com' }),
  'trust/events': () => trust({ service: 'events.amazonaws.com' }),
  'trust/pods': () => podTrust({ namespace: 'flux-system', serviceAccount: 'source-controller' }),
} satisfies Readonly<Record<string, (context: Context) => readonly Statement[]>>;

/** By the language of the file, which differs for each IaC. */
const PRINTERS: Readonly<
  Partial<Record<Language, (statements: readonly Statement[], context: Context, indent: number) => string>>
> = {
  yaml: printCloudFormation,
  javascript: printCdk,
  hcl: printTerraform,
};

/**
 * The statements of a policy, each with its reason as a comment, in the notation of an IaC.
 *
 * @param indent the number of spaces before the text
 * @throws Error when no policy has this name, or no printer supports the language
 */
export function printRights(name: string, context: Context, language: Language, indent: number): string {
  const print = PRINTERS[language];
  const rights = (RIGHTS as Readonly<Record<string, ((context: Context) => readonly Statement[]) | undefined>>)[name];
  if (!rights || !print) {
    throw new Error(`a template includes rights/${name} in a file of ${language}: src/render/rights has only `
      + `${Object.keys(RIGHTS).join(', ')}, and printers for ${Object.keys(PRINTERS).join(', ')}`);
  }
  return print(rights(context), context, indent);
}
