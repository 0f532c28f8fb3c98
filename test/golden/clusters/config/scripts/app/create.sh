#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Creates the application in the GitOps engine; requires a promoted image.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

require_cluster
require_image
engine_require_connection
engine_apply
if $DRY_RUN; then exit; fi
if [ "$SYNC_POLICY" = automated ]; then
  say "$ENGINE now syncs $APPLICATION with Git automatically (syncPolicy: automated): npx projen app:status --env $ENVIRONMENT"
else
  say "$ENGINE now compares $APPLICATION with Git and waits for a sync (syncPolicy: manual): npx projen app:sync --env $ENVIRONMENT"
fi
