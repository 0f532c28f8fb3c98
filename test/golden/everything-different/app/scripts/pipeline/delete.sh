#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the pipeline; its images, artifacts and logs stay, and the key that encrypts them.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the pipeline of $APP_NAME. Run it again with --yes."

# Before the pipeline, whose key they use.
infra_delete pull-requests
infra_delete programs

bucket=
if ! $DRY_RUN && infra_exists pipeline; then bucket=$(infra_output pipeline ArtifactBucket); fi
infra_delete pipeline
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
say 'To import them instead, see "Retained resources" in README.md.'
