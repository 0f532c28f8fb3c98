import { readSource, writeLog } from './common';
import type { Statement } from './statement';

/** The scan gate only reads. */
export function scanGate(): Statement[] {
  return [
    writeLog('scanGateLogs'),
    ...readSource('importedArtifactObjects', 'importedKey'),
    { why: 'To see which image was built from a commit.', actions: ['ecr:DescribeImages'], resources: ['importedImages'] },
    { why: 'To read what the scan has found.', actions: ['ecr:DescribeImageScanFindings'], resources: ['importedImages'] },
    {
      why: 'Where the registry has enhanced scanning, ECR asks Amazon Inspector in the name of who asks. AWS knows no narrower resource.',
      actions: ['inspector2:ListCoverage', 'inspector2:ListFindings'],
      resources: ['anything'],
    },
  ];
}
