#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Promotes an image to the environment --to NAME: that of the environment before it, or --digest sha256:…, which that one has or had.
TASK_FLAGS='--digest --to'
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/cluster.sh

need aws git node
require_account
digest=$(flag_value --digest)
if $DRY_RUN; then
  run aws ecr describe-images --repository-name "$IMAGES"
  say "Then the digest (${digest:-that of ${PREVIOUS:-the newest image}}) goes into $DIGEST_FILE, in a commit that the task pushes."
  exit
fi

# pushed_at DIGEST: prints when the image was pushed, in seconds since 1970, or nothing if the registry does not have it.
pushed_at() {
  aws ecr describe-images --repository-name "$IMAGES" --image-ids "imageDigest=$1" --output json \
    --query 'imageDetails[0].imagePushedAt' 2>/dev/null | node -p 'Date.parse(JSON.parse(require("fs").readFileSync(0, "utf8"))) / 1000' 2>/dev/null
}

# had_before DIGEST: whether the environment before this one has or had the image.
had_before() {
  local file=k8s/overlays/$PREVIOUS/kustomization.yaml commit
  for commit in $(git log --format=%H -G "$1" -- "$file"); do
    [ "$(DIGEST_FILE=$file image_at "$commit" 2>/dev/null | sed 's/.*@//')" != "$1" ] || return 0
  done
  return 1
}

uri=$(aws ecr describe-repositories --repository-names "$IMAGES" --query 'repositories[0].repositoryUri' --output text) ||
  die 'The image registry does not exist yet. In the app repo, run: npx projen pipeline:deploy'
require_branch
if [ -n "$digest" ]; then
  [[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || die "\"$digest\" is not a digest: it must be sha256: and 64 hexadecimal digits."
elif [ -n "$PREVIOUS" ]; then
  digest=$(DIGEST_FILE=k8s/overlays/$PREVIOUS/kustomization.yaml image_at HEAD | sed 's/.*@//')
  [ "$digest" != "$NO_DIGEST" ] || die "$PREVIOUS has no image yet: npx projen promote --to $PREVIOUS"
else
  # As JSON: with text output, the command line applies the query to each page of images.
  digest=$(aws ecr describe-images --repository-name "$IMAGES" --filter tagStatus=TAGGED --output json \
    --query 'sort_by(imageDetails, &imagePushedAt)[-1].imageDigest' | tr -d '"')
  [ "$digest" != null ] || die 'There is no image yet. Check the pipeline in the app repo: npx projen pipeline:status'
fi
tag=$(aws ecr describe-images --repository-name "$IMAGES" --image-ids "imageDigest=$digest" --output text \
  --query 'imageDetails[0].imageTags[0]') || die "There is no image $digest in $uri."

# Images move forward only and in the order of the environments. "app:rollback" goes back.
[ -z "$PREVIOUS" ] || had_before "$digest" ||
  die "$PREVIOUS has never had $digest. Promote it there first: npx projen promote --to $PREVIOUS --digest $digest"
present=$(image_at HEAD | sed 's/.*@//')
if [ "$present" = "$digest" ]; then
  say "$DIGEST_FILE already has $digest."
  git push --quiet origin "$BRANCH"
  exit
fi
newer=$(pushed_at "$present") || newer=
[ -z "$newer" ] || [ "$(pushed_at "$digest")" \> "$newer" ] ||
  die "$digest is older than the image of $ENVIRONMENT. To go back: npx projen app:rollback --env $ENVIRONMENT"
write_image "$uri" "$digest" --message "deploy($ENVIRONMENT): $tag" --message "Image: $uri@$digest"
say "Promoted $digest (commit $tag) to $ENVIRONMENT."
