#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows the log of the builds of the last hour, or of --stage scan-gate or promote; follows it with --follow.
TASK_FLAGS='--follow --stage'
. "$(dirname "$0")/../lib/common.sh"

require_account
stage=$(flag_value --stage)
case ${stage:=build} in
  build | scan-gate | promote | pull-request | pull-request-report) ;;
  *) die "--stage must be build, scan-gate, promote, pull-request or pull-request-report, and not \"$stage\"." ;;
esac
follow=()
if has_flag --follow; then follow=(--follow); fi
run aws logs tail "/aws/codebuild/$APP_NAME-$stage" --since 1h --format short ${follow[@]+"${follow[@]}"}
