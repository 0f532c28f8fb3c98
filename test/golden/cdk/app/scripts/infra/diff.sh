#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows how the stacks in AWS differ from the code here.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cdk.sh

require_account
cdk diff
