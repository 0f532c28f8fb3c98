#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Brings all stacks up to date: see "npx projen infra:diff" first.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cdk.sh

require_account
cdk deploy --all --require-approval never
