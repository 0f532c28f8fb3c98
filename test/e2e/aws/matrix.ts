import type { PairAnswers } from './pair';
import { InfrastructureAsCode, Layout } from '../../../src/options/enums';
import type { Answers } from '../../../src/options/option';
import { coverPairs } from '../../support/cover-pairs';
import { isAllowed } from '../../support/option-sets';

/**
 * Every option that affects how a change becomes a promoted image. This order needs the fewest rows, few of them with
 * the CDK, and spreads the slow values over several.
 */
const ROWS: ReadonlyArray<Answers & { readonly several?: boolean }> = coverPairs({
  promotion: ['pull-request', 'commit', 'manual'],
  unscannableImages: ['refuse', 'accept'],
  iac: Object.values(InfrastructureAsCode),
  scanGate: ['none', 'critical'],
  trigger: ['pr-merge', 'commit'],
  layout: [Layout.SINGLE, Layout.PAIR],
  prBuildImage: [false, true],
  several: [false, true],
  retainData: [true, false],
  prBuilds: [false, true],
  sign: [true, false],
}, isAllowed);

/** A gate's severity affects nothing else: the rows with a gate take turns. */
const GATES = ['critical', 'medium', 'high'];

/** Names that YAML could parse as other types, and the longest name. */
const NAMES = ['shop', 'on', 'e1', 'no', 'null', 'a'.repeat(40), 'yes', 'off', 'e2', 'false'];
const BRANCHES = ['main', 'release/1.0', '1_000', 'no', '0x1f'];
const ENVIRONMENTS = ['production', 'no', 'e'.repeat(20)];
const ADDRESSES = ['on-call@example.com', ''];

/** Pairs that together cover every combination of two of these answers. */
export const PAIRS: readonly PairAnswers[] = ROWS.map(({ several, ...row }, index) => ({
  ...row,
  environment: ENVIRONMENTS[index % ENVIRONMENTS.length],
  environments: several ? beginningWithDev(ENVIRONMENTS[index % ENVIRONMENTS.length], row) : '',
  scanGate: row.scanGate === 'none' ? 'none' : GATES[gatedBefore(index) % GATES.length],
  appName: NAMES[index],
  defaultBranch: BRANCHES[index % BRANCHES.length],
  notify: ADDRESSES[index % ADDRESSES.length],
}));

/** Two environments, of which the answer to promotion is about the last one. */
function beginningWithDev(name: string, { promotion }: Answers): string {
  return JSON.stringify([{ name: 'dev' }, { name, promotion }]);
}

function gatedBefore(index: number): number {
  return ROWS.slice(0, index).filter(({ scanGate }) => scanGate !== 'none').length;
}

/** The options whose values these pairs combine. */
export const COVERED: readonly string[] = [...Object.keys(ROWS[0]), 'environments', 'notify'];

/** Options that change the AWS resources and that no pair can vary here, with the reason. */
export const NOT_COVERED: Readonly<Record<string, string>> = {
  scanner: 'Amazon Inspector scans in an action of CodePipeline that only AWS runs',
  upgrades: 'upgrades.test.ts runs them on a pair of its own',
  architecture: 'images are built for the processor of this machine',
  engine: 'the suites with a cluster deploy with Argo CD and with Flux; no stand-in runs an EKS capability',
  repoAuth: 'the suites with a cluster use the credentials',
};

/** `on: cdk, pair, commit, promotion manual, gate high, …` */
export function titleOf({
  appName,
  iac,
  layout,
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
  const environments = others.environments === '' ? others.environment : `dev and ${others.environment}`;
  return `${appName}: ${iac}, ${layout}, ${trigger}, promotion ${promotion}, ${gate}, ${pullRequests}${switches}, branch ${others.defaultBranch}, ${environments}`;
}
