#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Updates all stacks; "npx projen infra:diff" shows the changes first.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
require_defined
delete_unused
cdk deploy --all --require-approval never
