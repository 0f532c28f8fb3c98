#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows the differences between the deployed stacks and this code.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cdk.sh

require_account
cdk diff
