#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Waits until the branch has an image.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

need git node aws
require_account
if $DRY_RUN; then
  run git fetch origin "$STATE_BRANCH"
  exit
fi

image=
while [ $SECONDS -lt 3600 ]; do
  image=@$NO_DIGEST
  if state_exists; then
    git fetch --quiet origin "$STATE_BRANCH" || die "Git cannot fetch the branch $STATE_BRANCH: see above."
    image=$(image_at FETCH_HEAD) || exit 1
  fi
  if [ "${image#*@}" != "$NO_DIGEST" ]; then
    say "The branch $STATE_BRANCH has the image $image."
    exit
  fi
  sleep 5
done
die "The branch $STATE_BRANCH has no image after an hour (promotion: $PROMOTION). See: npx projen pipeline:status"
