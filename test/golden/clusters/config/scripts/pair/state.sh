#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints what exists of this repository: all, or the named ones of cluster, engine, connection, image, application, git.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/git-state.sh
. scripts/lib/cluster.sh
if $DRY_RUN; then say 'This task changes nothing.' && exit; fi

need aws git kubectl node

# answers COMMAND…: prints yes if the command succeeds, else no.
answers() { if "$@" >/dev/null 2>&1; then say yes; else say no; fi; }

# connection_state: prints no, yes, or partial: $ENGINE may read the config repo, but cannot yet.
connection_state() {
  local code=0
  (engine_is_connected) >/dev/null 2>&1 || code=$?
  case $code in
    0) say yes ;;
    2) say partial ;;
    *) say no ;;
  esac
}

reachable() { kube --request-timeout=10s version; }

# cluster_state: prints none, ready (kubectl reaches it, and it meets the requirements), reachable, or EKS' status.
cluster_state() {
  local status
  if ! status=$(aws eks describe-cluster --region "$CLUSTER_REGION" --name "$CLUSTER" --query cluster.status --output text 2>&1); then
    case $status in
      *ResourceNotFoundException*) say none ;;
      *) say unknown ;;
    esac
  elif ! reachable >/dev/null 2>&1; then
    say "$status"
  elif bash scripts/cluster/check.sh --env "$ENVIRONMENT" >/dev/null 2>&1; then
    say ready
  else
    say reachable
  fi
}

# has_image: whether the branch that $ENGINE follows has an image.
has_image() (
  git fetch --quiet origin "$BRANCH" && image=$(image_at FETCH_HEAD) && [ "${image#*@}" != "$NO_DIGEST" ]
)

# application_state: prints none, outdated (not that of this working copy), applied, or healthy (in line with Git, too).
application_state() {
  local tip
  if ! (engine_require_application) >/dev/null 2>&1; then
    say none
  elif ! engine_is_applied; then
    say outdated
  elif tip=$(GIT_TERMINAL_PROMPT=0 git ls-remote origin "refs/heads/$BRANCH" 2>/dev/null) && engine_is_healthy "${tip%%[!0-9a-f]*}"; then
    say healthy
  else
    say applied
  fi
}

for fact in "${ARGS[@]:-}"; do
  case $fact in
    '') exec bash "$0" cluster engine connection image application git --env "$ENVIRONMENT" ;;
    cluster) say "cluster=$(cluster_state)" ;;
    engine) say "engine=$(answers engine_is_ready)" ;;
    connection) say "connection=$(connection_state)" ;;
    image) say "image=$(answers has_image)" ;;
    application) say "application=$(application_state)" ;;
    namespace) say "namespace=$(answers kube --request-timeout=10s get namespace "$NAMESPACE")" ;;
    git) say "git=$(git_state)" ;;
    *) die "$fact is not known here." ;;
  esac
done
