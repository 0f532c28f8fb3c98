import { missingForAws } from '../../../aws-stand-in';
import { missingEngines } from '../../engines/engines';

/** What is missing to run the tests with a cluster, and how to get it; nothing where all is here. */
export function missingForCluster(): string | undefined {
  return [missingEngines(), missingForAws()].filter(Boolean).join('\n') || undefined;
}
