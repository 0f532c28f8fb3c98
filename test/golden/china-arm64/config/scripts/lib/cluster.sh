# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# What the tasks that touch the cluster share.
# shellcheck shell=bash

# The context that "npx projen cluster:connect" makes. Naming it keeps the tasks off whatever cluster happens to be the current one.
CONTEXT=${KUBE_CONTEXT:-$CLUSTER}
# Where the image's digest is written.
DIGEST_FILE=$OVERLAY/kustomization.yaml

# kubectl with that context. --dry-run shows the whole command.
kube() { run kubectl --context "$CONTEXT" "$@"; }

# shellcheck source=SCRIPTDIR/engine.sh
. scripts/lib/engine.sh

# kind_of WORDS: what kubectl's complaint means: absent, forbidden, or silent where no answer came.
kind_of() {
  case $1 in
    *'(NotFound)'* | *"doesn't have a resource type"*) say absent ;;
    *'(Forbidden)'* | *Unauthorized*) say forbidden ;;
    *) say silent ;;
  esac
}

require_cluster() {
  if $DRY_RUN; then return; fi
  need kubectl
  local problem
  problem=$(kube version 2>&1 >/dev/null) ||
    die "The cluster does not answer (context $CONTEXT). Run \"npx projen cluster:connect\" first. kubectl says:
  ${problem##*$'\n'}"
}

# image_at COMMIT: prints the application's image in the overlay of that commit, as newName@digest.
image_at() {
  git show "$1:$DIGEST_FILE" | node scripts/lib/overlay.mjs "$APP_NAME" "$DIGEST_FILE"
}

# write_image URI DIGEST MESSAGE…: writes the application's image into the overlay, commits and pushes that. Removes the commit again where
# the push fails, so that the task can run again.
write_image() {
  node scripts/lib/overlay.mjs "$APP_NAME" "$DIGEST_FILE" "$1" "$2"
  git commit --quiet "${@:3}" -- "$DIGEST_FILE" || {
    git checkout --quiet HEAD -- "$DIGEST_FILE"
    die "Git refused the commit: see above. $DIGEST_FILE is as it was."
  }
  git push --quiet origin "$BRANCH" && return
  git reset --quiet --keep HEAD~1
  die "The commit was not pushed, and is undone. If $BRANCH has moved, run this task again."
}

# Ends the task unless what is checked out is the branch that $ENGINE follows, as it is on the server and without other changes.
require_branch() {
  need git
  [ "$(git symbolic-ref --quiet --short HEAD)" = "$BRANCH" ] || die "$ENGINE follows $BRANCH: git switch $BRANCH"
  git diff --quiet HEAD -- || die 'There are changes that are not committed.'
  git pull --quiet --ff-only origin "$BRANCH" || die "The branch $BRANCH cannot be brought up to date. Was it pushed? npx projen repos:push"
}

# Ends the task while the branch that $ENGINE follows names no image: its pods could not start.
require_image() {
  if $DRY_RUN; then return; fi
  need git node
  git fetch --quiet origin "$BRANCH" ||
    die 'The config repo cannot be read. Push it first: npx projen repos:push'
  local image
  image=$(image_at "origin/$BRANCH") || exit 1
  [ "${image#*@}" != "$NO_DIGEST" ] ||
    die "No image was promoted yet, so that no pod could start. The pipeline brings one (promotion: $PROMOTION); by hand: npx projen promote"
}
