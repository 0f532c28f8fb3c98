#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows the last hour of the build log, or of the log of another --stage; --follow waits for new entries.
TASK_FLAGS='--follow --stage'
. "$(dirname "$0")/../lib/common.sh"

require_account
stage=$(flag_value --stage)
# The stages that the answers enable (scanGate, scanner, promotion, prBuilds, upgrades).
stages='build, scan-gate, promote, pull-request, pull-request-report'
case ${stage:=build} in
  build) group=/aws/codebuild/shop-build ;;
  scan-gate) group=/aws/codebuild/shop-scan-gate ;;
  promote) group=/aws/codebuild/shop-promote ;;
  pull-request) group=/aws/codebuild/shop-pull-request ;;
  pull-request-report) group=/aws/codebuild/shop-pull-request-report ;;
  *) die "There is no stage \"$stage\" here. --stage must be one of: $stages." ;;
esac
follow=()
if has_flag --follow; then follow=(--follow); fi

if ! $DRY_RUN; then
  found=$(aws logs describe-log-groups --log-group-name-prefix "$group" --query "logGroups[?logGroupName=='$group'].logGroupName" --output text)
  [ -n "$found" ] || die "There is no log group $group. \"npx projen pipeline:deploy\" creates it."
  log=$(aws logs describe-log-streams --log-group-name "$group" --limit 1 --no-paginate --query "logStreams[0].logStreamName || ''" --output text)
  if [ -n "$log" ]; then
    say "$group, the last hour:" >&2
  elif has_flag --follow; then
    say "$group is empty: this stage has not run yet. Waiting for its first log entry; press Ctrl-C to stop." >&2
  else
    say "$group is empty: this stage has not run yet. See \"npx projen pipeline:status\"."
    exit
  fi
fi
run aws logs tail "$group" --since 1h --format short ${follow[@]+"${follow[@]}"}
