#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows what ECR's scan has found in the newest image.
. "$(dirname "$0")/../lib/common.sh"

require_account
if $DRY_RUN; then
  run aws ecr describe-image-scan-findings --repository-name "$IMAGES" --image-id imageDigest=NEWEST
  exit
fi

digest=$(aws ecr describe-images --repository-name "$IMAGES" --output text \
  --query 'sort_by(imageDetails, &imagePushedAt)[-1].imageDigest')
[ "$digest" != None ] || die 'There is no image yet: has the pipeline run? See "npx projen pipeline:status".'

# A scan begins after the push: for a while it is not there, then it is in progress.
for _ in {1..60}; do
  status=$(aws ecr describe-image-scan-findings --repository-name "$IMAGES" --image-id "imageDigest=$digest" \
    --query imageScanStatus.status --output text 2>/dev/null || echo NOT_YET)
  case $status in
    COMPLETE | ACTIVE)
      aws ecr describe-image-scan-findings --repository-name "$IMAGES" --image-id "imageDigest=$digest" --output table \
        --query '{Counts: imageScanFindings.findingSeverityCounts, Findings: imageScanFindings.findings[].{Severity: severity, Name: name, Uri: uri}}'
      exit
      ;;
    UNSUPPORTED_IMAGE)
      die "ECR cannot scan $digest: it knows no packages of its base image. Alpine, Debian, Ubuntu and Amazon Linux can be scanned; \"scratch\" cannot."
      ;;
    FAILED)
      die "The scan of $digest failed. Start another: aws ecr start-image-scan --repository-name $IMAGES --image-id imageDigest=$digest"
      ;;
  esac
  sleep 5
done
die "The scan of $digest is still $status after five minutes."
