import { readSource, writeLog } from './common';
import type { Statement } from './statement';

/** The scan gate only reads. */
export function scanGate(): Statement[] {
  return [
    writeLog('scanGateLogs'),
    ...readSource('importedArtifactObjects', 'importedKey'),
    {
      why: 'Read which image was built from a commit.', actions: ['ecr:DescribeImages'], resources: ['importedImages'],
    },
    {
      why: 'Read the findings of the scan.', actions: ['ecr:DescribeImageScanFindings'], resources: ['importedImages'],
    },
    {
      why: 'ECR calls Amazon Inspector for enhanced scanning. These actions do not support resource-level permissions.',
      actions: ['inspector2:ListCoverage', 'inspector2:ListFindings'],
      resources: ['anything'],
    },
  ];
}
