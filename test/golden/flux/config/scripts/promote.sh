#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Writes the digest of the newest image, or of --digest sha256:…, into the overlay, commits and pushes it.
TASK_FLAGS=--digest
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/cluster.sh

need aws node
require_account
digest=$(flag_value --digest)
if $DRY_RUN; then
  run aws ecr describe-images --repository-name "$IMAGES"
  say "Then the digest (${digest:-the newest}) goes into $DIGEST_FILE, in a commit that the task pushes."
  exit
fi

uri=$(aws ecr describe-repositories --repository-names "$IMAGES" --query 'repositories[0].repositoryUri' --output text) ||
  die 'The image registry does not exist yet. In the app repo, run: npx projen pipeline:deploy'
if [ -z "$digest" ]; then
  # As JSON: with text output, the command line applies the query to each page of images.
  digest=$(aws ecr describe-images --repository-name "$IMAGES" --filter tagStatus=TAGGED --output json \
    --query 'sort_by(imageDetails, &imagePushedAt)[-1].imageDigest' | tr -d '"')
  [ "$digest" != null ] || die 'There is no image yet. Check the pipeline in the app repo: npx projen pipeline:status'
fi
[[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || die "\"$digest\" is not a digest: it must be sha256: and 64 hexadecimal digits."
tag=$(aws ecr describe-images --repository-name "$IMAGES" --image-ids "imageDigest=$digest" --output text \
  --query 'imageDetails[0].imageTags[0]') || die "There is no image $digest in $uri."

require_branch

if [ "$(image_at HEAD 2>/dev/null)" = "$uri@$digest" ]; then
  say "$DIGEST_FILE already has $digest."
  git push --quiet origin "$BRANCH"
else
  write_image "$uri" "$digest" --message "deploy($ENVIRONMENT): $tag" --message "Image: $uri@$digest"
fi
say "Promoted $digest (commit $tag)."
