#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Makes the two CodeCommit repositories, and the user as which Argo CD reads one of them.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cdk.sh

require_account
cdk deploy "$REPOSITORIES_STACK" --require-approval never
