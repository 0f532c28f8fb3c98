import { missingForAws } from '../../../aws-stand-in';
import { missingEngines } from '../../engines/engines';

/** What the cluster tests lack, and how to get it; undefined if everything is installed. */
export function missingForCluster(): string | undefined {
  return [missingEngines(), missingForAws()].filter(Boolean).join('\n') || undefined;
}
