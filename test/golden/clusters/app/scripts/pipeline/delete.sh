#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the pipeline, its images, artifacts and logs.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the pipeline of $APP_NAME and all its images. Pods that start later cannot pull their image. Run it again with --yes."

# They use the key of the pipeline, so delete them first.
infra_delete upgrades
infra_delete pull-requests
infra_delete programs

bucket=
if ! $DRY_RUN && infra_exists pipeline; then bucket=$(infra_output pipeline ArtifactBucket); fi
# S3 deletes only empty buckets. A command line has room for a few hundred versions at a time.
if [ -n "$bucket" ]; then
  while true; do
    versions=$(aws s3api list-object-versions --bucket "$bucket" --max-items 300 --output json \
      --query '{Objects: [Versions, DeleteMarkers][][].{Key: Key, VersionId: VersionId}}')
    case $versions in *'"Key"'*) ;; *) break ;; esac
    aws s3api delete-objects --bucket "$bucket" --delete "$versions" >/dev/null
  done
fi

infra_delete pipeline
say 'No remaining resource costs money: KMS deletes the key in seven days and does not charge for it until then.'
