#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Syncs the cluster with Git and waits until the application is healthy; --prune deletes what Git no longer has.
TASK_FLAGS=--prune
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
engine_require_application
require_image
engine_refresh

prune=false
if has_flag --prune; then prune=true; fi
engine_sync "$prune"
