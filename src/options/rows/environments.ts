import * as check from '../checks';
import { GitOpsEngine, InfrastructureAsCode } from '../enums';
import { clusterRule } from '../environment-clusters';
import { brokenRule } from '../environments';
import type { ResolvedEnvironment } from '../gitops-environment';
import type { Option, OptionValues } from '../option';

/** The values with which several environments are rendered. */
const SUPPORTED: Readonly<Record<string, readonly string[]>> = {
  engine: [GitOpsEngine.ARGOCD, GitOpsEngine.FLUX],
  iac: Object.values(InfrastructureAsCode),
};

/** Several environments, to which images are promoted one after the other. */
export const ENVIRONMENTS = [
  {
    name: 'environments',
    type: 'environments',
    summary:
      'The environments in the order of promotion, instead of the one in `environment`. In `.projenrc.json`, each has the ' +
      'fields `name`, `replicas`, `syncPolicy`, `autoPrune`, `selfHeal`, `promotion`, `serviceType`, and `clusterName` and ' +
      '`region` for a cluster of its own. An environment takes only images that the one before it has.',
    question: 'Which environments (comma-separated), in the order of promotion, instead of one?',
    ask: 'more',
    initial: () => [],
    initialText: 'none: `environment` is the only one',
    check: (value, resolved) => {
      const environments = value as readonly ResolvedEnvironment[];
      return environments.length === 0
        ? undefined
        : unsupported(resolved) ?? brokenRule(environments, resolved, (name) => check.dnsLabel(20)(name, resolved))
          ?? clusterRule(environments, resolved);
    },
  },
] as const satisfies readonly Option[];

function unsupported(resolved: OptionValues): string | undefined {
  const other = Object.entries(SUPPORTED).find(
    ([name, values]) => ![undefined, ''].includes(resolved[name] as string) && !values.includes(String(resolved[name])),
  );
  return other && `must be empty when ${other[0]} is ${String(resolved[other[0]])}: `
    + `several environments require ${other[0]} ${other[1].join(' or ')}`;
}
