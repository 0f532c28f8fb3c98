#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the pipeline; its images, artifacts and logs stay, and the key that encrypts them.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/stacks.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the stack $PIPELINE_STACK. Run it again with --yes."

# Before the pipeline, whose key they use.
delete_stack "$PULL_REQUESTS_STACK"
delete_stack "$PROGRAMS_STACK"

status=
bucket=
if ! $DRY_RUN; then status=$(stack_status "$PIPELINE_STACK"); fi
if [ -n "$status" ]; then bucket=$(stack_output "$PIPELINE_STACK" ArtifactBucket); fi
delete_stack "$PIPELINE_STACK"
say 'These stay (retainData: true) and cost what they hold; the key costs a dollar a month:'
say "  the images:    ECR, $IMAGES"
say "  the artifacts: S3, ${bucket:-the bucket of the pipeline}; each goes after 30 days"
say "  the logs:      CloudWatch, in the groups named below; each goes after its days"
say "  the key:       KMS, described as that of $APP_NAME; without it nothing can read the others"
say 'While the registry and the log groups are there, "npx projen pipeline:deploy" cannot make them again. To delete them:'
say "  aws ecr delete-repository --region $REGION --repository-name $IMAGES --force"
for group in /aws/codebuild/storefront-build /aws/codebuild/storefront-scan-gate /aws/codebuild/storefront-promote; do
  say "  aws logs delete-log-group --region $REGION --log-group-name $group"
done
say 'To have CloudFormation take them over instead, see "What stays" in README.md.'
