// The public module: nothing outside this folder imports another module of it (door.test.ts).

import type { World, WorldSettings } from './world';

// The account, which needs installed programs.
export { describeAws } from './describe-aws';
export { missingForAws, missingKubectl, motoPython } from './programs';
export { ACCOUNT, ORIGIN, PORT, REGION } from './place';
export { Moto } from './api/moto';
export { findCommandLine } from './cli/command-line';
export { ImageEngine } from './docker/images';
export type { Build } from './codebuild/build';
export type { ActionExecution, Execution } from './pipeline/pipelines';
export type { BusEvent } from './events/bus';
export type { World, WorldSettings };

/** Starts the account. Loads it lazily: most tests need single services and start in half the time without it. */
export function startWorld(settings?: WorldSettings): Promise<World> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require('./world') as typeof import('./world')).startWorld(settings);
}

// Single services, in this process.
export {
  type Call,
  callInProcess,
  type Entry,
  FakeCodeCommit,
  fileAt,
  filesOf,
  GitRepository,
  history,
  type Input,
  JsonServer,
  type OnRequest,
  readCommit,
  ServiceError,
  writeCommit,
} from './codecommit';
export { repositoriesIn } from './codecommit/repositories-in';
export { fakeCodeBuild, SAMPLE_BUILD } from './codebuild/fake-codebuild';
export { FakeEcr } from './ecr/ecr';
export { SAMPLES as ECR_SAMPLES } from './ecr/samples';
export { basicScan, continuousScan, type Finding, type Scan, type ScanFindings, scanThatIs } from './ecr/scans';
export { answerEksctl, EKSCTL_HOSTS } from './eks/eks';
export { PodIdentity } from './eks/pod-identity';
export { standInForLoadBalancers } from './eks/load-balancers';

// EventBridge: which rules of a template an event fires.
export { eventsOf } from './events/effects';
export { branchEvent, pullRequestEvent, type PullRequestFacts } from './events/events';
export { type AwsEvent, EVENTS, resourceIn, rulesFor, rulesIn } from './events/rules';

// IAM: what the policies of a template allow.
export type { Condition, Context } from './iam/conditions';
export { arnIn, deployed, PLACE } from './iam/deployed';
export { ADMINISTRATOR, denial, type Call as IamCall, isAllowed } from './iam/evaluate';
export { type PlacedStatement, policiesIn } from './iam/policies';
export { type Statement, statementsOf } from './iam/statement';
export { isLike } from './iam/wildcards';
