#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Makes the two CodeCommit repositories, and the user as which Argo CD reads one of them.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/stacks.sh

require_account
# CAPABILITY_IAM: the stack makes an IAM user.
deploy_stack "$REPOSITORIES_STACK" infra/repositories.yaml --capabilities CAPABILITY_IAM
