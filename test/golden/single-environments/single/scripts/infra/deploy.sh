#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Updates all resources of infra; "npx projen infra:plan" shows the changes first.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
infra_deploy pipeline
