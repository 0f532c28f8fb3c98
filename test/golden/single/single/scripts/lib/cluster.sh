# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Functions of the tasks that access the cluster.
# shellcheck shell=bash

# The context that "npx projen cluster:connect" creates. Tasks always name it, because the current context of kubectl
# may be another cluster.
CONTEXT=${KUBE_CONTEXT:-$CLUSTER}
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
    die "The cluster does not answer (context $CONTEXT). Run \"npx projen cluster:connect\" first. kubectl reports:
  ${problem##*$'\n'}"
}

# image_at COMMIT: prints the application's image in the overlay of that commit, as newName@digest.
image_at() {
  git show "$1:$DIGEST_FILE" | node scripts/lib/overlay.mjs "$APP_NAME" "$DIGEST_FILE"
}

# state_exists: whether the remote has the branch that $ENGINE follows. The first promotion creates it.
state_exists() {
  local code=0
  GIT_TERMINAL_PROMPT=0 git ls-remote --exit-code origin "refs/heads/$STATE_BRANCH" >/dev/null || code=$?
  case $code in
    0) ;;
    2) return 1 ;;
    *) die 'Git cannot read the remote: see above. If you have not pushed it yet: npx projen repos:push' ;;
  esac
}

# use_state: makes the task read the overlay on the branch that $ENGINE follows instead of that of the working copy.
use_state() {
  if $DRY_RUN; then return; fi
  require_image
  STATE_COPY=$(mktemp -d)
  trap 'rm -rf "$STATE_COPY"' EXIT
  git archive FETCH_HEAD k8s | tar -x -C "$STATE_COPY"
  OVERLAY=$STATE_COPY/$OVERLAY
}

# Exits if the branch that $ENGINE follows has no image yet: pods could not start.
require_image() {
  if $DRY_RUN; then return; fi
  need git node
  local image=@$NO_DIGEST
  if state_exists; then
    git fetch --quiet origin "$STATE_BRANCH" || die "Git cannot fetch the branch $STATE_BRANCH: see above."
    image=$(image_at FETCH_HEAD) || exit 1
  fi
  [ "${image#*@}" != "$NO_DIGEST" ] ||
    die "No image is promoted yet, so pods could not start. Wait for the pipeline (promotion: $PROMOTION) or run: npx projen promote"
}
