#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Waits until the branch has an image.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

need git node aws
require_account
if $DRY_RUN; then
  run git fetch origin "$BRANCH"
  exit
fi

image=
while [ $SECONDS -lt 3600 ]; do
  git fetch --quiet origin "$BRANCH" || die 'Git cannot fetch the config repo: see above. If you have not pushed it yet: npx projen repos:push'
  image=$(image_at FETCH_HEAD) || exit 1
  if [ "${image#*@}" != "$NO_DIGEST" ]; then
    say "The branch $BRANCH has the image $image."
    exit
  fi
  sleep 5
done
die "The branch $BRANCH has no image after an hour (promotion: $PROMOTION). In the app repo: npx projen pipeline:status"
