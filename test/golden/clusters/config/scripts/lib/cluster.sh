# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Functions of the tasks that access the cluster.
# shellcheck shell=bash

# The context that "npx projen cluster:connect" creates. Tasks always name it, because the current context of kubectl
# may be another cluster.
CONTEXT=${KUBE_CONTEXT:-$CLUSTER}
# It is one context, and the environments are in several clusters.
case ${KUBE_CONTEXT:-} in
  '' | "kind-$APP_NAME-local") ;;
  *) [ -n "$environment" ] || die "KUBE_CONTEXT is $KUBE_CONTEXT: name the environment in that cluster, too: --env NAME" ;;
esac
# The file with the image's digest.
DIGEST_FILE=$OVERLAY/kustomization.yaml

# kube ARGUMENT…: runs kubectl with that context, or prints the command (--dry-run).
kube() { run kubectl --context "$CONTEXT" "$@"; }

# shellcheck source=SCRIPTDIR/engine.sh
. scripts/lib/engine.sh

# kind_of WORDS: classifies an error message of kubectl as absent, forbidden, or silent (the cluster did not answer).
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
    die "The cluster does not answer (context $CONTEXT). Run \"npx projen cluster:connect --env $ENVIRONMENT\" first. kubectl reports:
  ${problem##*$'\n'}"
}

# image_at COMMIT: prints the application's image in the overlay of that commit, as newName@digest.
image_at() {
  git show "$1:$DIGEST_FILE" | node scripts/lib/overlay.mjs "$APP_NAME" "$DIGEST_FILE"
}

# write_image URI DIGEST MESSAGE…: writes the application's image into the overlay, commits and pushes it. Removes the
# commit if the push fails, so the task can run again.
write_image() {
  node scripts/lib/overlay.mjs "$APP_NAME" "$DIGEST_FILE" "$1" "$2"
  git commit --quiet "${@:3}" -- "$DIGEST_FILE" || {
    git checkout --quiet HEAD -- "$DIGEST_FILE"
    die "Git rejected the commit: see above. The task has restored $DIGEST_FILE."
  }
  git push --quiet origin "$BRANCH" && return
  git reset --quiet --keep HEAD~1
  die "Git could not push the commit: see above. The task has removed it. If $BRANCH has moved, run this task again."
}

# Exits unless the branch that $ENGINE follows is checked out without uncommitted changes. Pulls the branch.
require_branch() {
  need git
  [ "$(git symbolic-ref --quiet --short HEAD)" = "$BRANCH" ] || die "$ENGINE follows $BRANCH: git switch $BRANCH"
  git diff --quiet HEAD -- || die 'The working copy has uncommitted changes. Commit or stash them, then run this again.'
  git pull --quiet --ff-only origin "$BRANCH" || die "Git cannot pull the branch $BRANCH: see above. If you have not pushed it yet: npx projen repos:push"
}

# Exits if the branch that $ENGINE follows has no image yet: pods could not start.
require_image() {
  if $DRY_RUN; then return; fi
  need git node
  git fetch --quiet origin "$BRANCH" ||
    die 'Git cannot fetch the config repo. Push it first: npx projen repos:push'
  local image
  image=$(image_at "origin/$BRANCH") || exit 1
  [ "${image#*@}" != "$NO_DIGEST" ] ||
    die "No image is promoted yet, so pods could not start. Wait for the pipeline (promotion: $PROMOTION) or run: npx projen promote --to $ENVIRONMENT"
}
