import type { PairAnswers } from './pair';
import { InfrastructureAsCode } from '../../../src/options/enums';
import type { Answers } from '../../../src/options/option';
import { coverPairs } from '../../support/cover-pairs';
import { isAllowed } from '../../support/option-sets';

/**
 * Every option that affects how a change becomes a promoted image. This order needs the fewest rows, few of them with
 * the CDK, and spreads the slow values over several.
 */
const ROWS: readonly Answers[] = coverPairs({
  promotion: ['pull-request', 'commit', 'manual'],
  trigger: ['pr-merge', 'commit'],
  sign: [false, true],
  prBuilds: [true, false],
  iac: Object.values(InfrastructureAsCode),
  unscannableImages: ['refuse', 'accept'],
  scanGate: ['none', 'critical'],
  prBuildImage: [true, false],
  retainData: [false, true],
}, isAllowed);

/** A gate's severity affects nothing else: the rows with a gate take turns. */
const GATES = ['critical', 'medium', 'high'];

/** Names that YAML could parse as other types, and the longest name. */
const NAMES = ['shop', 'on', 'e1', 'no', 'null', 'a'.repeat(40), 'yes', 'off', 'e2', 'false'];
const BRANCHES = ['main', 'release/1.0', '1_000', 'no', '0x1f'];
const ENVIRONMENTS = ['production', 'no', 'e'.repeat(20)];
const ADDRESSES = ['on-call@example.com', ''];

/** Pairs that together cover every combination of two of these answers. */
export const PAIRS: readonly PairAnswers[] = ROWS.map((row, index) => ({
  ...row,
  scanGate: row.scanGate === 'none' ? 'none' : GATES[gatedBefore(index) % GATES.length],
  appName: NAMES[index],
  defaultBranch: BRANCHES[index % BRANCHES.length],
  environment: ENVIRONMENTS[index % ENVIRONMENTS.length],
  notify: ADDRESSES[index % ADDRESSES.length],
}));

function gatedBefore(index: number): number {
  return ROWS.slice(0, index).filter(({ scanGate }) => scanGate !== 'none').length;
}

/** The options whose values these pairs combine. */
export const COVERED: readonly string[] = [...Object.keys(ROWS[0]), 'notify'];

/** Options that change the AWS resources and that no pair can vary here, with the reason. */
export const NOT_COVERED: Readonly<Record<string, string>> = {
  scanner: 'Amazon Inspector scans in an action of CodePipeline that only AWS runs',
  layout: 'single.test.ts runs whole repositories of their own',
  upgrades: 'upgrades.test.ts runs them on a pair of its own',
  architecture: 'images are built for the processor of this machine',
  engine: 'the suites with a cluster deploy with Argo CD and with Flux; no stand-in runs an EKS capability',
  repoAuth: 'the suites with a cluster use the credentials',
};

/** `on: cdk, commit, promotion manual, gate high, …` */
export function titleOf({
  appName,
  iac,
  trigger,
  promotion,
  scanGate,
  unscannableImages,
  prBuilds,
  prBuildImage,
  ...others
}: PairAnswers): string {
  const gate = scanGate === 'none' ? 'no gate' : `gate ${scanGate}, unscannable images: ${unscannableImages}`;
  const pullRequests = `pull requests ${prBuildImage ? 'tested, image built' : prBuilds ? 'tested' : 'not tested'}`;
  const switches = ['sign', 'retainData', 'notify'].filter((name) => others[name]).map((name) => `, ${name}`).join('');
  return `${appName}: ${iac}, ${trigger}, promotion ${promotion}, ${gate}, ${pullRequests}${switches}, branch ${others.defaultBranch}, ${others.environment}`;
}
