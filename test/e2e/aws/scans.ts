import type { PairAnswers } from './pair';
import { basicScan, ECR_SAMPLES, type Scan } from '../../aws-stand-in';

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];

/** The worst findings that the gate of a pair accepts. */
export function passableScan({ scanGate }: PairAnswers): Scan {
  const severity = SEVERITIES[SEVERITIES.indexOf(String(scanGate).toUpperCase()) + 1];
  return basicScan({ name: 'CVE-2026-0001', severity, uri: 'https://example.com/CVE-2026-0001' });
}

/** ECR's report on an unscannable image. */
export const UNSCANNABLE: Scan = ECR_SAMPLES.unsupported.answer;
