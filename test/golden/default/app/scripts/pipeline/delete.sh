#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the pipeline, its images, artifacts and logs.
. "$(dirname "$0")/../lib/common.sh"

require_account
has_flag --yes || $DRY_RUN || die "This deletes the stack $PIPELINE_STACK with all images: pods that start later find none. Run it again with --yes."

# CloudFormation deletes no bucket that holds something. Versions are deleted a thousand at a time, as S3 takes them.
if ! $DRY_RUN && stack_exists "$PIPELINE_STACK"; then
  bucket=$(stack_output "$PIPELINE_STACK" ArtifactBucket)
  while true; do
    versions=$(aws s3api list-object-versions --bucket "$bucket" --max-items 1000 --output json \
      --query '{Objects: [Versions, DeleteMarkers][][].{Key: Key, VersionId: VersionId}}')
    case $versions in *'"Key"'*) ;; *) break ;; esac
    aws s3api delete-objects --bucket "$bucket" --delete "$versions" >/dev/null
  done
fi

run aws cloudformation delete-stack --stack-name "$PIPELINE_STACK"
run aws cloudformation wait stack-delete-complete --stack-name "$PIPELINE_STACK"
