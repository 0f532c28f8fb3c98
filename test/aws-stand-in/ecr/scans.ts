/** ECR's response to DescribeImageScanFindings for an image, without paging. The field names are those of the API. */
export interface Scan {
  readonly imageScanStatus: { readonly status: string; readonly description?: string };
  /** Null for an image that ECR cannot scan. */
  readonly imageScanFindings: ScanFindings | null;
}

export interface ScanFindings {
  readonly findings?: readonly object[];
  readonly enhancedFindings?: readonly object[];
  readonly findingSeverityCounts?: Readonly<Record<string, number>>;
  /** Seconds since 1970. */
  readonly imageScanCompletedAt?: number;
  readonly vulnerabilitySourceUpdatedAt?: number;
}

/** A finding, basic or enhanced. */
export interface Finding {
  readonly severity: string;
  readonly [field: string]: unknown;
}

const COMPLETED = { imageScanCompletedAt: 1_579_839_105, vulnerabilitySourceUpdatedAt: 1_579_811_117 };

/** A completed basic scan. */
export function basicScan(...findings: Finding[]): Scan {
  return {
    imageScanStatus: { status: 'COMPLETE', description: 'The scan was completed successfully.' },
    imageScanFindings: { findings, findingSeverityCounts: countsOf(findings), ...COMPLETED },
  };
}

/** The report of a continuous scan by Amazon Inspector, which never ends. */
export function continuousScan(...enhancedFindings: Finding[]): Scan {
  return {
    imageScanStatus: { status: 'ACTIVE', description: 'Continuous scan is selected for image.' },
    imageScanFindings: { enhancedFindings, findingSeverityCounts: countsOf(enhancedFindings), ...COMPLETED },
  };
}

/** A scan without findings in one of the service's statuses. */
export function scanThatIs(status: string, description?: string): Scan {
  return { imageScanStatus: { status, description }, imageScanFindings: null };
}

function countsOf(findings: readonly Finding[]): Record<string, number> {
  const severities = findings.map(({ severity }) => severity);
  return Object.fromEntries(
    severities.map((severity) => [severity, severities.filter((other) => other === severity).length]),
  );
}
