#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Makes the pipeline and the image registry, or brings them up to date.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cdk.sh

require_account
cdk deploy "$PIPELINE_STACK" "$PROGRAMS_STACK" "$PULL_REQUESTS_STACK" --require-approval never
if ! $DRY_RUN; then
  say "The pipeline: $(stack_output "$PIPELINE_STACK" PipelineUrl)"
fi
