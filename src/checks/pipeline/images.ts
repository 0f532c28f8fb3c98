import type { Facts } from '../facts';
import { type Fields, isFields, listAt, numberAt, textAt, textsAt } from '../fields';
import type { Finding } from '../finding';
import { type Resource, ofType } from '../iac/infrastructure';

/** Kubernetes' default of revisionHistoryLimit. */
const DEFAULT_REVISIONS = 10;

/** Compares the lifecycle policy in ECR with the images that a rollback requires. */
export function imageLifecycleProblems({ infrastructure, services }: Facts): Finding[] {
  const revisions = Math.max(0, ...services.flatMap(({ workloads }) => workloads)
    .map(({ value }) => numberAt(value, 'spec', 'revisionHistoryLimit') ?? DEFAULT_REVISIONS));
  return ofType(infrastructure, 'AWS::ECR::Repository').flatMap((repository) => [
    ...rulesOf(repository).filter(expiresImages).flatMap((rule) => forgotten(repository, rule, revisions + 1)),
    ...unscanned(repository, infrastructure.resources),
  ]);
}

function rulesOf({ properties }: Resource): Fields[] {
  const text = textAt(properties, 'LifecyclePolicy', 'LifecyclePolicyText');
  try {
    const policy: unknown = JSON.parse(text ?? '{}');
    return isFields(policy) ? listAt(policy, 'rules') : [];
  } catch {
    return [];
  }
}

/** Whether a lifecycle rule applies to the pipeline's images. All of them have a tag. */
function expiresImages(rule: Fields): boolean {
  return textAt(rule, 'action', 'type') === 'expire' && textAt(rule, 'selection', 'tagStatus') !== 'untagged'
    && textsAt(rule, 'selection', 'tagPrefixList').length === 0
    && textsAt(rule, 'selection', 'tagPatternList').every((pattern) => pattern === '*');
}

function forgotten({ id, file }: Resource, rule: Fields, needed: number): Finding[] {
  const [type, count] = [textAt(rule, 'selection', 'countType'), numberAt(rule, 'selection', 'countNumber') ?? 0];
  if (type !== 'imageCountMoreThan') {
    return [{
      file,
      problem: `LifecyclePolicy of ${id}: a rule expires images by age (${type}, ${count}). The deployed image can be among them.`,
      fix: 'Expire images by number: "countType": "imageCountMoreThan".',
    }];
  }
  return count >= needed ? [] : [{
    file,
    problem: `LifecyclePolicy of ${id}: it keeps ${count} images, but the Deployment refers to the deployed image and those of ${needed - 1} revisions `
      + '(revisionHistoryLimit), which app:rollback can restore.',
    fix: `Set countNumber to at least ${needed}; each build counts, promoted or not.`,
  }];
}

/** Finds a gate that waits for an ECR scan that never starts. */
function unscanned({ id, file, properties }: Resource, resources: readonly Resource[]): Finding[] {
  const gate = resources.find((resource) => resource.type === 'AWS::CodeBuild::Project'
    && textAt(resource.properties, 'Source', 'BuildSpec')?.includes('describe-image-scan-findings'));
  const scans = (properties.ImageScanningConfiguration as Fields | undefined)?.ScanOnPush;
  return !gate || String(scans) === 'true'
    ? []
    : [{
      file,
      problem: `${id}: ScanOnPush is ${JSON.stringify(scans)}, but ${gate.id} waits for the scan of each image (${gate.file}).`,
      fix: 'Set ScanOnPush to true.',
    }];
}
