import type { Option } from './option';
import { BASICS } from './rows/basics';
import { CLUSTER } from './rows/cluster';
import { OPERATIONS } from './rows/operations';
import { PIPELINE } from './rows/pipeline';
import { SECURITY } from './rows/security';
import { SERVICE } from './rows/service';

/**
 * The definition of every option, in the order in which the questions are asked. A row's default may use the rows above it.
 */
export const OPTIONS: readonly Option[] = [...BASICS, ...PIPELINE, ...SECURITY, ...OPERATIONS, ...CLUSTER, ...SERVICE];
