#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Creates the two repositories, and the IAM user that reads the config repo for the cluster.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
infra_deploy repositories
