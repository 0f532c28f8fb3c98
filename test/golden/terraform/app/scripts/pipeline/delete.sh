#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the pipeline; keeps its images, artifacts and logs, and the key that encrypts them.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the pipeline of $APP_NAME. Run it again with --yes."

# They use the key of the pipeline, so delete them first.
infra_delete upgrades
infra_delete pull-requests
infra_delete programs

bucket=
if ! $DRY_RUN && infra_exists pipeline; then bucket=$(infra_output pipeline ArtifactBucket); fi
infra_delete pipeline
say 'These resources still exist (retainData: true). AWS charges for the stored data, and a dollar a month for the key:'
say "  the images:    ECR, $IMAGES"
say "  the artifacts: S3, ${bucket:-the bucket of the pipeline}; S3 deletes each after 30 days"
say "  the logs:      CloudWatch, in the log groups named below; each entry is deleted after its retention period"
say "  the key:       KMS, with $APP_NAME in its description; without it, you cannot decrypt the others"
say 'While the registry and the log groups exist, "npx projen pipeline:deploy" cannot create them again. To delete them:'
say "  aws ecr delete-repository --region $REGION --repository-name $IMAGES --force"
for group in /aws/codebuild/my-app-build /aws/codebuild/my-app-scan-gate /aws/codebuild/my-app-promote /aws/codebuild/my-app-pull-request /aws/codebuild/my-app-pull-request-report; do
  say "  aws logs delete-log-group --region $REGION --log-group-name $group"
done
say 'To import them instead, see "Retained resources" in README.md.'
