#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows the differences between the deployed resources and infra/.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/terraform.sh

require_account
create_state
initialize
tf plan -input=false
