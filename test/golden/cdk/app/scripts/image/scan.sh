#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows what ECR's scan has found in the newest image.
. "$(dirname "$0")/../lib/common.sh"

require_account
if $DRY_RUN; then
  run aws ecr describe-image-scan-findings --repository-name "$IMAGES" --image-id imageDigest=NEWEST
  exit
fi

# As JSON: as text, the query would be answered for each page of the list.
digest=$(aws ecr describe-images --repository-name "$IMAGES" --filter tagStatus=TAGGED --output json \
  --query 'sort_by(imageDetails, &imagePushedAt)[-1].imageDigest' | tr -d '"')
[ "$digest" != null ] || die 'There is no image yet: has the pipeline run? See "npx projen pipeline:status".'

findings() {
  aws ecr describe-image-scan-findings --repository-name "$IMAGES" --image-id "imageDigest=$digest" --output "$1" --query "$2"
}

# A scan begins after the push: for a while it is not there (ScanNotFoundException), then it is in progress.
for _ in {1..60}; do
  status=$(findings text imageScanStatus.status 2>/dev/null) || status=$(findings text imageScanStatus.status 2>&1) || true
  case $status in
    COMPLETE | ACTIVE)
      say "$IMAGES@$digest"
      findings table 'imageScanFindings.findingSeverityCounts'
      findings table 'imageScanFindings.findings[].{Severity: severity, Name: name, Uri: uri} ||
        imageScanFindings.enhancedFindings[].{Severity: severity, Name: title, Uri: packageVulnerabilityDetails.sourceUrl}'
      exit
      ;;
    UNSUPPORTED_IMAGE)
      die "ECR cannot scan $digest: it knows no packages of its base image. Alpine, Debian, Ubuntu and Amazon Linux can be scanned; \"scratch\" cannot."
      ;;
    PENDING | IN_PROGRESS | *ScanNotFoundException*) sleep 5 ;;
    *)
      die "The scan of $digest gives no findings: $status
  Start another: aws ecr start-image-scan --region $REGION --repository-name $IMAGES --image-id imageDigest=$digest"
      ;;
  esac
done
die "The scan of $digest has not ended after five minutes. Run this again later."
