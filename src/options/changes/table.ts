import { BASICS } from './basics';
import type { Change } from './change';
import { CLUSTER } from './cluster';
import { ENVIRONMENTS } from './environments';
import { OPERATIONS } from './operations';
import { PIPELINE } from './pipeline';
import { SECURITY } from './security';
import { SERVICE } from './service';
import type { OptionRow } from '../table';

/** The consequences of changing each option. The compiler requires an entry for each row of the option table. */
export const CHANGES: Readonly<Record<OptionRow['name'], Change>> = {
  ...BASICS, ...PIPELINE, ...SECURITY, ...OPERATIONS, ...CLUSTER, ...SERVICE, ...ENVIRONMENTS,
};
