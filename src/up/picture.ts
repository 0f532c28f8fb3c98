import type { EstimateCosts } from './estimate';
import { typed } from './perform';
import { type Step, minutesOf, widthOfIds } from './step';
import { aboutMinutes } from './time';
import type { Place } from '../doctor/subject';
import { clustersOf } from '../environments/clusters';

/** The plan of a run. */
export interface Plan {
  readonly steps: readonly Step[];
  /** The steps that have nothing to do. */
  readonly present: ReadonlySet<string>;
  /** The address ranges that will reach the API of the cluster, if the run writes them. */
  readonly address?: string;
}

/** What `up` is about to do, for people. */
export function picture(
  { options }: Place, { steps, present, address }: Plan, account: string, costs: EstimateCosts,
): string {
  const left = steps.filter(({ id }) => !present.has(id));
  const width = widthOfIds(steps);
  const cost = costs(options);
  const about = cost &&
    `About ${cost.perHour.toFixed(2)} dollars an hour and ${cost.perMonth} a month while the pipeline is idle`;
  return [
    `${options.appName}, account ${account}, region ${options.region}: ${left.length} of ${steps.length} steps are left.`,
    '',
    ...steps.map((step) =>
      present.has(step.id)
        ? `  ${step.id.padEnd(width)}  already there  ${step.title}`
        : `  ${step.id.padEnd(width)}  ${minutesText(step).padStart(13)}  ${step.title}`),
    '',
    left.length === 0 ? 'Nothing is left to do.' : `About ${aboutMinutes(minutesOf(left))}: steps run side by side where they can.`,
    ...cost
      ? [`${about}${options.cluster === 'existing' ? ', without the existing cluster' : ''}:`, `List prices of ${cost.region} on ${cost.date}. Look them up: ${cost.calculator}`]
      : [],
    ...address ? [`Only ${address} and the VPC will reach the Kubernetes API (${clustersOf(options).map(({ clusterFile }) => clusterFile).join(', ')}).`] : [],
    ...options.notify ? [`Amazon SNS will send ${options.notify} a mail to confirm the subscription (notify).`] : [],
    ...options.promotion === 'pull-request' && !present.has('promotion')
      ? ['You approve the image while this runs: merge the pull request that the step promotion names.']
      : [],
  ].join('\n');
}

function minutesText({ minutes }: Step): string {
  return minutes < 1 ? '< 1 min' : `${Math.round(minutes)} min`;
}

/** The commands of a dry run. */
export function commandsText(place: Place, { steps, present }: Plan): string {
  const left = steps.filter(({ id }) => !present.has(id));
  const width = widthOfIds(steps);
  return left.map((step) => `  ${step.id.padEnd(width)}  ${typed(place, step)}`).join('\n');
}
