#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the pipeline, its images, artifacts and logs.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/stacks.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the stack $PIPELINE_STACK with all images: pods that start later find none. Run it again with --yes."

# Before the pipeline, whose key they use.
delete_stack "$PULL_REQUESTS_STACK"
delete_stack "$PROGRAMS_STACK"

status=
bucket=
if ! $DRY_RUN; then status=$(stack_status "$PIPELINE_STACK"); fi
if [ -n "$status" ]; then bucket=$(stack_output "$PIPELINE_STACK" ArtifactBucket); fi
# CloudFormation deletes no bucket that holds something. A few hundred versions at a time fit onto a command line.
if [ -n "$bucket" ]; then
  while true; do
    versions=$(aws s3api list-object-versions --bucket "$bucket" --max-items 300 --output json \
      --query '{Objects: [Versions, DeleteMarkers][][].{Key: Key, VersionId: VersionId}}')
    case $versions in *'"Key"'*) ;; *) break ;; esac
    aws s3api delete-objects --bucket "$bucket" --delete "$versions" >/dev/null
  done
fi

delete_stack "$PIPELINE_STACK"
say 'Nothing is left that costs money: the key waits seven days for its deletion, for nothing.'
