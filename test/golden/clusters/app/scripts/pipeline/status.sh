#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows the status of each stage of the pipeline.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
run aws codepipeline get-pipeline-state --name "$PIPELINE" --output table --query \
  'stageStates[].{Stage: stageName, Status: latestExecution.status, Error: actionStates[0].latestExecution.errorDetails.message}'
if ! $DRY_RUN; then
  infra_output pipeline PipelineUrl
  # An error names only the command that failed.
  say 'To see why a stage failed: "npx projen pipeline:logs" for the build, with --stage for another stage.'
fi
