#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Shows how far the newest execution of the pipeline is.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
run aws codepipeline get-pipeline-state --name "$PIPELINE" --output table --query \
  'stageStates[].{Stage: stageName, Status: latestExecution.status, Error: actionStates[0].latestExecution.errorDetails.message}'
if ! $DRY_RUN; then
  infra_output pipeline PipelineUrl
  # An error names no more than the command that failed.
  say 'Why a stage failed is in its log: "npx projen pipeline:logs", with --stage for another one than build.'
fi
