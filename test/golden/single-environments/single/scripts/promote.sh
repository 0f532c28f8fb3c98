#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Promotes to the environment --to NAME the commit that the one before it has, or --digest sha256:…, which that one has or had.
TASK_FLAGS='--digest --to'
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/state-branch.sh

need aws git node
require_account
digest=$(flag_value --digest)
if $DRY_RUN; then
  run aws ecr describe-images --repository-name "$IMAGES"
  say "Then k8s/ of the commit of the image (${digest:-that of ${PREVIOUS:-the newest image}}) and its digest go to $STATE_BRANCH, in a commit that the task pushes."
  exit
fi

uri=$(aws ecr describe-repositories --repository-names "$IMAGES" --query 'repositories[0].repositoryUri' --output text) ||
  die 'The image registry does not exist yet. Run: npx projen pipeline:deploy'
fetch_branches

# digest_at COMMIT: prints the digest that the environment before this one has in that commit of its branch.
digest_at() { DIGEST_FILE=k8s/overlays/$PREVIOUS/kustomization.yaml image_at "$1" 2>/dev/null | sed 's/.*@//'; }

# had_before DIGEST: prints the newest commit with which the environment before this one has or had the image.
had_before() {
  local commit
  for commit in $(git log --format=%H -G "$1" "refs/remotes/origin/deploy/$PREVIOUS" -- "k8s/overlays/$PREVIOUS/kustomization.yaml"); do
    [ "$(digest_at "$commit")" != "$1" ] || { say "$commit" && return; }
  done
  return 1
}

before=
[ -z "$PREVIOUS" ] || before=$(tip_of "$PREVIOUS")
if [ -n "$digest" ]; then
  [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || die "\"$digest\" is not a digest: it must be sha256: and 64 hexadecimal digits."
elif [ -n "$PREVIOUS" ]; then
  [ -z "$before" ] || digest=$(digest_at "$before") || die "The branch deploy/$PREVIOUS has no readable image."
  [ "${digest:-$NO_DIGEST}" != "$NO_DIGEST" ] || die "$PREVIOUS has no image yet: npx projen promote --to $PREVIOUS"
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
# Commits move forward only and in the order of the environments. "app:rollback" goes back.
if [ -n "$PREVIOUS" ]; then
  state=
  [ -z "$before" ] || state=$(had_before "$digest") || state=
  [ -n "$state" ] || die "$PREVIOUS has never had $digest. Promote it there first: npx projen promote --to $PREVIOUS --digest $digest"
  # A later commit can have changed only manifests.
  [ "$(digest_at "$before")" != "$digest" ] || state=$before
  commit=$(source_of "$state")
fi
# shellcheck disable=SC2046 # one argument for each commit
[ -n "$commit" ] || commit=$(newest_of $(commits_of "$digest"))
[ -n "$commit" ] || die "No commit on $BRANCH is a tag of the image $digest: the pipeline did not build it, or the history was rewritten."
tip=$(tip_of "$ENVIRONMENT")
if [ -n "$tip" ]; then
  present=$(source_of "$tip")
  # shellcheck disable=SC2046 # one argument for each commit
  [ -n "$present" ] || present=$(newest_of $(commits_of "$(image_at "$tip" | sed 's/.*@//')"))
  [ -z "$present" ] || [ "$commit" = "$present" ] || ! git merge-base --is-ancestor "$commit" "$present" ||
    die "$commit is older than the commit of $ENVIRONMENT. To go back: npx projen app:rollback --env $ENVIRONMENT"
fi
tree=$(manifests_of "$commit" "$uri" "$digest")
if [ -n "$tip" ] && [ "$(git rev-parse "$tip:k8s")" = "$tree" ]; then
  say "$STATE_BRANCH already has $commit ($digest)."
  exit
fi
push_state "${tip:-$commit}" "$tree" "deploy($ENVIRONMENT): ${commit:0:12}" "Commit $commit of $APP_REPO
Image $uri@$digest"
say "Promoted $commit ($digest) to $STATE_BRANCH."
