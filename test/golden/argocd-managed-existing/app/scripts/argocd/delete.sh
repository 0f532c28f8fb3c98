#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the Argo CD capability of the cluster; keeps what it deployed.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the Argo CD of the cluster $CLUSTER. Its Applications and what they deployed remain, and nothing can
  delete them any more: to delete the application, first run \"npx projen app:delete --yes\" in the config repo. Run this again with --yes."
infra_delete capability
