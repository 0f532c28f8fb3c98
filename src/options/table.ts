import type { Option, Topic } from './option';
import { BASICS } from './rows/basics';
import { CLUSTER } from './rows/cluster';
import { ENVIRONMENTS } from './rows/environments';
import { OPERATIONS } from './rows/operations';
import { PIPELINE } from './rows/pipeline';
import { SECURITY } from './rows/security';
import { SERVICE } from './rows/service';

const TABLE = [
  { title: 'Basics', options: BASICS },
  { title: 'Pipeline', options: PIPELINE },
  { title: 'Security', options: SECURITY },
  { title: 'AWS resources', options: OPERATIONS },
  { title: 'Cluster', options: CLUSTER },
  { title: 'Service', options: SERVICE },
  { title: 'Environments', options: ENVIRONMENTS },
] as const satisfies readonly Topic[];

/** A row of the table, with literal types for its name and values. */
export type OptionRow = (typeof TABLE)[number]['options'][number];

/** Every option by topic, in the order of the prompts. */
export const TOPICS: readonly Topic[] = TABLE;

/** Every option. A row's default may depend on the rows above it. */
export const OPTIONS: readonly Option[] = TOPICS.flatMap(({ options }) => options);
