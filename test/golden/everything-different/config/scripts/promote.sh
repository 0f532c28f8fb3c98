#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Writes the digest of the newest image, or of --digest sha256:…, into the overlay, commits and pushes it.
TASK_FLAGS=--digest
. "$(dirname "$0")/lib/common.sh"
. scripts/lib/cluster.sh

need aws awk
require_account
digest=$(flag_value --digest)
if $DRY_RUN; then
  run aws ecr describe-images --repository-name "$IMAGES"
  say "Then the digest (${digest:-the newest}) is written into $DIGEST_FILE, committed and pushed."
  exit
fi

uri=$(aws ecr describe-repositories --repository-names "$IMAGES" --query 'repositories[0].repositoryUri' --output text) ||
  die 'There is no image registry yet. In the app repo: npx projen pipeline:deploy'
if [ -z "$digest" ]; then
  # As JSON: as text, the command line would answer once for each page of images.
  digest=$(aws ecr describe-images --repository-name "$IMAGES" --filter tagStatus=TAGGED --output json \
    --query 'sort_by(imageDetails, &imagePushedAt)[-1].imageDigest' | tr -d '"')
  [ "$digest" != null ] || die 'There is no image yet. In the app repo, see how far the pipeline is: npx projen pipeline:status'
fi
[[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || die "\"$digest\" is no digest: it must be sha256: and 64 hexadecimal digits."
tag=$(aws ecr describe-images --repository-name "$IMAGES" --image-ids "imageDigest=$digest" --output text \
  --query 'imageDetails[0].imageTags[0]') || die "There is no image $digest in $uri."

require_branch

# Two lines of the entry that has the application's name, in whatever order, and nothing else.
changed=$(mktemp)
trap 'rm -f "$changed"' EXIT
awk -v name="$APP_NAME" -v uri="$uri" -v digest="$digest" '
  function entry_ends(  i) {
    for (i = 1; i <= count; i++) {
      if (is_ours && keys[i] == "newName:") sub(/newName:.*/, "newName: " uri, lines[i])
      if (is_ours && keys[i] == "digest:") sub(/digest:.*/, "digest: " digest, lines[i])
      print lines[i]
    }
    count = is_ours = 0
  }
  $1 == "-" || /^[^ #-]/ { entry_ends() }
  {
    key = $1 == "-" ? $2 : $1
    value = $1 == "-" ? $3 : $2
    gsub(/["\047]/, "", value)
    if (key == "name:" && value == name) is_ours = 1
    lines[++count] = $0
    keys[count] = key
  }
  END { entry_ends() }
' "$DIGEST_FILE" >"$changed"
[ "$(digest_in <"$changed")" = "$digest" ] || die "$DIGEST_FILE has no line \"digest:\" for the image $APP_NAME."

if cmp -s "$changed" "$DIGEST_FILE"; then
  say "$DIGEST_FILE names $digest already."
else
  cat "$changed" >"$DIGEST_FILE"
  git commit --quiet --message "deploy($ENVIRONMENT): $tag" --message "Image: $uri@$digest" -- "$DIGEST_FILE"
fi
git push --quiet origin "$BRANCH"
say "Promoted $digest (commit $tag)."
