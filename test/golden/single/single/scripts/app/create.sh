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
say "$ENGINE now has $APPLICATION and waits for a sync (syncPolicy: manual): npx projen app:diff, npx projen app:sync"
