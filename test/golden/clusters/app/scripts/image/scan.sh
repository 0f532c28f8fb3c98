#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows the findings of ECR's scan of the newest image and whether the scan gate accepts it.
. "$(dirname "$0")/../lib/common.sh"

need aws node
require_account
if $DRY_RUN; then
  run aws ecr describe-image-scan-findings --repository-name "$IMAGES" --image-id imageDigest=NEWEST
  exit
fi

# As JSON: with text output, the command line applies the query to each page of images.
digest=$(aws ecr describe-images --repository-name "$IMAGES" --filter tagStatus=TAGGED --output json \
  --query 'sort_by(imageDetails, &imagePushedAt)[-1].imageDigest' | tr -d '"')
[ "$digest" != null ] || die 'There is no image yet: has the pipeline run? See "npx projen pipeline:status".'

say "$IMAGES@$digest"
# The program of the scan gate. scanGate: critical, unscannableImages: refuse
export THRESHOLD=critical UNSCANNABLE_IMAGES=refuse
IMAGE_REPOSITORY=ecr/$IMAGES IMAGE_DIGEST=$digest WAIVERS=scan-waivers.json node scripts/lib/scan-gate.mjs --all
