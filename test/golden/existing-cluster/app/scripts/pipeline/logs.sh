#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows the log of the builds of the last hour, and follows it with --follow.
TASK_FLAGS=--follow
. "$(dirname "$0")/../lib/common.sh"

require_account
run aws logs tail "$BUILD_LOG" --since 1h --format short ${ARGS[@]+"${ARGS[@]}"}
