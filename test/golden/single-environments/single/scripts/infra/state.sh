#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Creates the S3 bucket of the state, unless it exists, and moves a state on this machine into it.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/terraform.sh

require_account
create_state
for MODULE in "${MODULES[@]}"; do
  if has_moved; then
    # -force-copy: answers the question whether to copy the state.
    initialize -force-copy
  else
    initialize
  fi
done
say "The state: s3://$(state_bucket)"
