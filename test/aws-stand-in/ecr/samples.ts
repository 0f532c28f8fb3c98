import type { Scan } from './scans';

/** A recorded response of ECR, and where it is published. */
export interface Sample {
  readonly source: string;
  readonly answer: Scan;
}

const GUIDE = 'AWS CLI command reference and Amazon ECR API reference, DescribeImageScanFindings, example';

/** Responses to DescribeImageScanFindings. The gate and the stand-in must both match them. */
export const SAMPLES = {
  basic: {
    source: GUIDE,
    answer: {
      imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
      imageScanFindings: {
        findings: [{
          name: 'CVE-2019-5188',
          uri: 'http://people.ubuntu.com/~ubuntu-security/cve/CVE-2019-5188',
          severity: 'MEDIUM',
          attributes: [
            { key: 'package_version', value: '1.44.1-1ubuntu1.1' },
            { key: 'package_name', value: 'e2fsprogs' },
            { key: 'CVSS2_VECTOR', value: 'AV:L/AC:L/Au:N/C:P/I:P/A:P' },
            { key: 'CVSS2_SCORE', value: '4.6' },
          ],
        }],
        imageScanCompletedAt: 1_579_839_105,
        vulnerabilitySourceUpdatedAt: 1_579_811_117,
        findingSeverityCounts: { MEDIUM: 1 },
      },
    },
  },
  continuous: {
    source: GUIDE,
    answer: {
      imageScanStatus: { status: 'ACTIVE', description: 'Continuous scan is selected for image.' },
      imageScanFindings: {
        enhancedFindings: [
          { severity: 'HIGH', status: 'ACTIVE', title: 'CVE-2022-49043 - libxml2', type: 'PACKAGE_VULNERABILITY' },
        ],
        imageScanCompletedAt: 1_749_452_920.144,
        vulnerabilitySourceUpdatedAt: 1_749_452_920.144,
        findingSeverityCounts: { HIGH: 1 },
      },
    },
  },
  continuousBeforeReport: {
    source: 'https://github.com/aws/aws-cli/issues/6759, comment of 2022-03-03',
    answer: {
      imageScanStatus: { status: 'ACTIVE', description: 'Continuous scan is selected for image.' },
      imageScanFindings: { findings: [] },
    },
  },
  completeBeforeReport: {
    source: 'https://github.com/aws/aws-sdk/issues/289: enhanced scan on push; the findings came some seconds later',
    answer: {
      imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
      imageScanFindings: { findings: [] },
    },
  },
  unsupported: {
    source:
      'Amazon ECR user guide, troubleshooting image scanning, UnsupportedImageError; the answer as public READMEs show it for images from scratch',
    answer: {
      imageScanStatus: {
        status: 'FAILED',
        description: 'UnsupportedImageError: The operating system and/or package manager are not supported.',
      },
      imageScanFindings: null,
    },
  },
} satisfies Record<string, Sample>;
