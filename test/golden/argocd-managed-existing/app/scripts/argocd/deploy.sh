#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Creates or updates the Argo CD capability of the cluster; AWS charges for it from then on.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
infra_deploy capability
