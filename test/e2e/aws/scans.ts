import type { PairAnswers } from './pair';
import { basicScan, ECR_SAMPLES, type Scan } from '../../aws-stand-in';

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** What a scan finds that is just not bad enough for the gate of a pair. */
export function passableScan({ scanGate }: PairAnswers): Scan {
  const severity = SEVERITIES[SEVERITIES.indexOf(String(scanGate).toUpperCase()) + 1];
  return basicScan({ name: 'CVE-2026-0001', severity, uri: 'https://example.com/CVE-2026-0001' });
}

/** What ECR says of an image that it cannot scan. */
export const UNSCANNABLE: Scan = ECR_SAMPLES.unsupported.answer;
