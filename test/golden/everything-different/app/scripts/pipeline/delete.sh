#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the pipeline; its images, artifacts and logs stay, and the key that encrypts them.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"

require_account
has_flag --yes || $DRY_RUN || die "This deletes the stack $PIPELINE_STACK. Run it again with --yes."

# Before the pipeline, whose key it uses.
if $DRY_RUN || [ -n "$(stack_status "$PULL_REQUESTS_STACK")" ]; then
  delete_stack "$PULL_REQUESTS_STACK"
fi

bucket=
if ! $DRY_RUN && [ -n "$(stack_status "$PIPELINE_STACK")" ]; then bucket=$(stack_output "$PIPELINE_STACK" ArtifactBucket); fi
delete_stack "$PIPELINE_STACK"
say 'These stay (retainData: true) and cost what they hold; the key costs about a dollar a month:'
say "  the images:    ECR, $IMAGES; while it is there, \"npx projen pipeline:deploy\" cannot make another"
say "  the artifacts: S3, ${bucket:-the bucket of the pipeline}; each goes after 30 days"
say "  the logs:      CloudWatch, /aws/codebuild/$APP_NAME-…; each goes after its days"
say "  the key:       KMS, described as that of $APP_NAME; without it nobody reads the others"
