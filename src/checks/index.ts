import { imageProblems } from './app/image';
import { argocdProblems } from './engine/argocd';
import { argocdManagedProblems } from './engine/argocd-managed';
import { fluxProblems } from './engine/flux';
import { type Facts, factsOf } from './facts';
import type { Finding, Report } from './finding';
import { kustomizeProblems } from './kubernetes/built';
import { clusterProblems } from './kubernetes/cluster';
import { environmentClusterProblems } from './kubernetes/clusters';
import { disruptionProblems } from './kubernetes/disruption';
import { portProblems } from './kubernetes/ports';
import { probeProblems } from './kubernetes/probes';
import { selectorProblems } from './kubernetes/selectors';
import { shutdownProblems } from './kubernetes/shutdown';
import type { Pair } from './pair';
import { buildProblems } from './pipeline/build';
import { eventProblems } from './pipeline/events';
import { imageLifecycleProblems } from './pipeline/images';
import { promotionProblems } from './pipeline/promotion';
import { rightsProblems } from './pipeline/rights';
import { taskProblems } from './pipeline/tasks';
import { codecommitProblems } from './source/codecommit';
import type { GitOpsEngine } from '../options/enums';

type Check = (facts: Facts) => Finding[];

/** The checks of each engine. Those for other engines find no objects. */
const ENGINES: Readonly<Record<`${GitOpsEngine}`, Check>> = {
  'argocd': argocdProblems,
  'argocd-managed': argocdManagedProblems,
  'flux': fluxProblems,
};

/** The checks of each source. Those for other sources find no events. */
const SOURCES: Readonly<Record<string, Check>> = { codecommit: codecommitProblems };

const CHECKS: readonly Check[] = [
  kustomizeProblems, portProblems, probeProblems, shutdownProblems, selectorProblems, disruptionProblems, imageProblems,
  clusterProblems, environmentClusterProblems, ...Object.values(ENGINES), ...Object.values(SOURCES),
  promotionProblems, taskProblems, buildProblems, imageLifecycleProblems, eventProblems, rightsProblems,
];

/** Managed files have this note in their first lines. */
const MANAGED = /Managed by create-gitops-eks/;

/** Compares the files of a pair with each other. Pure: it reads only from `pair`. */
export function checkPair(pair: Pair): Report {
  const facts = factsOf(pair);
  const found = [...facts.infrastructure.problems, ...CHECKS.flatMap((check) => check(facts))];
  const all = [...pair.broken, ...found].map((finding) => MANAGED.test((pair.text(finding.file) ?? '').slice(0, 300))
    ? { ...finding, fix: `${finding.fix} ("npx projen" restores this file from the answers in .projenrc.json.)` }
    : finding);
  return {
    findings: [...new Map(all.map((finding) => [JSON.stringify(finding), finding])).values()],
    unchecked: [
      ...new Set([...facts.kustomizations, facts.infrastructure, facts.server].flatMap(({ unchecked }) => unchecked)),
    ],
  };
}

export { Pair } from './pair';
export { readPair } from './read-pair';
export type { Finding, Report } from './finding';
