#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Creates the two repositories, and the IAM role that reads the config repo for the cluster.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh
. scripts/lib/credentials.sh

require_account
# Another answer for repoAuth may have left a user, which the deployment can then delete.
delete_credentials
infra_deploy repositories
