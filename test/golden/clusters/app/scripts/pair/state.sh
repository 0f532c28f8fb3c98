#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Prints what exists of this repository, as NAME=VALUE: all, or the named ones of repositories, pipeline, execution, git.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/git-state.sh
if $DRY_RUN; then say 'This task changes nothing.' && exit; fi
. scripts/lib/infra.sh

need aws node

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

for fact in "${ARGS[@]:-}"; do
  case $fact in
    '') exec bash "$0" repositories pipeline execution git ;;
    repositories) say "repositories=$(parts_state repositories)" ;;
    pipeline) say "pipeline=$(parts_state pipeline)" ;;
    capability) say "capability=$(parts_state capability)" ;;
    execution) say "execution=$(execution_state)" ;;
    git) say "git=$(git_state)" ;;
    *) die "$fact is not known here." ;;
  esac
done
