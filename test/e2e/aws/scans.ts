import type { PairAnswers } from './pair';
import type { Scan } from '../../support/ecr/ecr';

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** What a scan finds that is just not bad enough for the gate of a pair. */
export function passableScan({ scanGate }: PairAnswers): Scan {
  const severity = SEVERITIES[SEVERITIES.indexOf(String(scanGate).toUpperCase()) + 1];
  return { status: 'COMPLETE', findings: [{ name: 'CVE-2026-0001', severity, uri: 'https://example.com/CVE-2026-0001' }], counts: { [severity]: 1 } };
}

/** What ECR says of an image that it cannot scan. */
export const UNSCANNABLE: Scan = { status: 'UNSUPPORTED_IMAGE', description: 'UnsupportedImageError: The operating system is not supported.' };
