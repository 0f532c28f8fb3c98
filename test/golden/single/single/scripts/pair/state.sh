#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints what exists, as NAME=VALUE: all, or the named ones of repositories, pipeline, execution, cluster, engine, connection, image, application, git.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/git-state.sh
. scripts/lib/cluster.sh
if $DRY_RUN; then say 'This task changes nothing.' && exit; fi
. scripts/lib/infra.sh

need aws git kubectl node

# parts_state repositories|pipeline|capability: prints none, partial, current, or outdated (not that of this working
# copy, or a failed operation). "pipeline" stands for all other parts.
parts_state() {
  local part kind found=0 wanted=0 current=true
  for part in $INFRA_PARTS; do
    case $part in
      repositories | capability) kind=$part ;;
      *) kind=pipeline ;;
    esac
    [ "$kind" = "$1" ] || continue
    wanted=$((wanted + 1))
    if infra_exists "$part"; then
      found=$((found + 1))
      infra_is_current "$part" || current=false
    fi
  done
  case $found in
    0) say none ;;
    "$wanted") if $current; then say current; else say outdated; fi ;;
    *) say partial ;;
  esac
}

# execution_state: prints the status of the pipeline's newest execution, or none.
execution_state() {
  local status
  status=$(aws codepipeline list-pipeline-executions --pipeline-name "$PIPELINE" --no-paginate --output text \
    --query 'pipelineExecutionSummaries[0].status' 2>/dev/null) || status=None
  say "${status/#None/none}"
}

# answers COMMAND…: prints yes if the command succeeds, else no.
answers() { if "$@" >/dev/null 2>&1; then say yes; else say no; fi; }

# connection_state: prints no, yes, or partial: $ENGINE may read the repository, but cannot yet.
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
  if ! status=$(aws eks describe-cluster --name "$CLUSTER" --query cluster.status --output text 2>&1); then
    case $status in
      *ResourceNotFoundException*) say none ;;
      *) say unknown ;;
    esac
  elif ! reachable >/dev/null 2>&1; then
    say "$status"
  elif bash scripts/cluster/check.sh >/dev/null 2>&1; then
    say ready
  else
    say reachable
  fi
}

# has_image: whether the branch that $ENGINE follows has an image.
has_image() (
  git fetch --quiet origin "$STATE_BRANCH" && image=$(image_at FETCH_HEAD) && [ "${image#*@}" != "$NO_DIGEST" ]
)

# application_state: prints none, outdated (not that of this working copy), applied, or healthy (in line with Git, too).
application_state() {
  local tip
  if ! (engine_require_application) >/dev/null 2>&1; then
    say none
  elif ! engine_is_applied; then
    say outdated
  elif tip=$(GIT_TERMINAL_PROMPT=0 git ls-remote origin "refs/heads/$STATE_BRANCH" 2>/dev/null) && engine_is_healthy "${tip%%[!0-9a-f]*}"; then
    say healthy
  else
    say applied
  fi
}

for fact in "${ARGS[@]:-}"; do
  case $fact in
    '')
      exec bash "$0" repositories pipeline execution cluster engine connection image application git
      ;;
    repositories) say "repositories=$(parts_state repositories)" ;;
    pipeline) say "pipeline=$(parts_state pipeline)" ;;
    capability) say "capability=$(parts_state capability)" ;;
    execution) say "execution=$(execution_state)" ;;
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
