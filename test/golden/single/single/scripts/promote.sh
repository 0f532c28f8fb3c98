#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Promotes the commit of the newest image, or of --digest sha256:…: its manifests and the digest, with a commit that it pushes.
TASK_FLAGS=--digest
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/state-branch.sh

need aws git node
require_account
digest=$(flag_value --digest)
if $DRY_RUN; then
  run aws ecr describe-images --repository-name "$IMAGES"
  say "Then k8s/ of the commit of the image (${digest:-the newest}) and its digest go to $STATE_BRANCH, in a commit that the task pushes."
  exit
fi

uri=$(aws ecr describe-repositories --repository-names "$IMAGES" --query 'repositories[0].repositoryUri' --output text) ||
  die 'The image registry does not exist yet. Run: npx projen pipeline:deploy'
fetch_branches
if [ -n "$digest" ]; then
  [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || die "\"$digest\" is not a digest: it must be sha256: and 64 hexadecimal digits."
else
  # As JSON: with text output, the command line applies the query to each page of images.
  digest=$(aws ecr describe-images --repository-name "$IMAGES" --filter tagStatus=TAGGED --output json \
    --query 'sort_by(imageDetails, &imagePushedAt)[-1].imageDigest' | tr -d '"')
  [ "$digest" != null ] || die 'There is no image yet. Check the pipeline: npx projen pipeline:status'
fi

# commits_of DIGEST: prints the commits of the sources from which the image was built: its tags.
commits_of() {
  local tag
  for tag in $(aws ecr describe-images --repository-name "$IMAGES" --image-ids "imageDigest=$1" --output text --query 'imageDetails[0].imageTags'); do
    ! git cat-file -e "$tag^{commit}" 2>/dev/null || say "$tag"
  done
}

# newest_of COMMIT…: prints the one that is no ancestor of the others.
newest_of() { [ $# = 0 ] || git rev-list --topo-order --max-count=1 "$@"; }

aws ecr describe-images --repository-name "$IMAGES" --image-ids "imageDigest=$digest" >/dev/null || die "There is no image $digest in $uri."
commit=
# shellcheck disable=SC2046 # one argument for each commit
[ -n "$commit" ] || commit=$(newest_of $(commits_of "$digest"))
[ -n "$commit" ] || die "No commit on $BRANCH is a tag of the image $digest: the pipeline did not build it, or the history was rewritten."
tip=$(tip_of "$ENVIRONMENT")
tree=$(manifests_of "$commit" "$uri" "$digest")
if [ -n "$tip" ] && [ "$(git rev-parse "$tip:k8s")" = "$tree" ]; then
  say "$STATE_BRANCH already has $commit ($digest)."
  exit
fi
push_state "${tip:-$commit}" "$tree" "deploy($ENVIRONMENT): ${commit:0:12}" "Commit $commit of $APP_REPO
Image $uri@$digest"
say "Promoted $commit ($digest) to $STATE_BRANCH."
