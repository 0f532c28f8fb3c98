import { spawnSync } from 'node:child_process';
import type { Finding } from './findings';
import { temporaryFolder } from '../temporary-folder';
import { writeFiles } from '../write-files';

/** The kinds of files for checkov. */
export type Framework = 'cloudformation' | 'dockerfile' | 'kubernetes' | 'terraform';

export const CHECKOV = { name: 'checkov', get: 'pip install checkov==3.3.30' };

interface FailedCheck {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

interface Report {
  readonly results: { readonly failed_checks: readonly FailedCheck[] };
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number };
}

/** What checkov found, and how many resources it saw. */
interface Outcome {
  readonly findings: readonly Finding[];
  readonly resources: number;
}

/** Checkov's findings in files of one kind. It reads them together, because files complete each other. */
export function checkovFindings(
  framework: Framework, files: ReadonlyArray<{ path: string; content: string }>,
): Outcome {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  const args = [
    '--directory', '.', '--framework', framework, '--skip-download', '--compact', '--quiet', '--output', 'json',
  ];
  const { status, stdout, stderr, error } = spawnSync('checkov', args, {
    cwd: folder, encoding: 'utf8', maxBuffer: 64e6,
  });
  const ending = error?.message ?? `checkov ends with ${status}: ${(stdout + stderr).slice(0, 500)}`;
  const { results, summary } = reportIn(stdout, ending);
  if (summary.parsing_errors > 0) {
    throw new Error(
      `checkov cannot read ${summary.parsing_errors} of ${files.length} files: ${files.map(({ path }) => path).join(', ')}`,
    );
  }
  return {
    findings: results.failed_checks.map(({ check_id: rule, check_name: detail, resource }) =>
      ({ rule, detail, resource: nameOf(framework, resource) })),
    resources: summary.resource_count,
  };
}

function reportIn(output: string, otherwise: string): Report {
  try {
    const report = JSON.parse(output) as Report;
    if (report.results) {
      return report;
    }
  } catch {
    // The message has its output.
  }
  throw new Error(otherwise);
}

/** `AWS::S3::Bucket.Artifacts`, `Deployment.shop-production.shop` `/Dockerfile.USER` or
 * `aws_s3_bucket.artifacts`, as waivers call it. */
function nameOf(framework: Framework, resource: string): string {
  switch (framework) {
    case 'cloudformation': return resource.split('.').slice(-1)[0];
    case 'kubernetes': return resource.split('.')[0];
    case 'dockerfile': return 'Dockerfile';
    case 'terraform': return resource;
  }
}
