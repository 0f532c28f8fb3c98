#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Starts the pipeline with the newest commit of the branch.
. "$(dirname "$0")/../lib/common.sh"

require_account
run aws codepipeline start-pipeline-execution --name "$PIPELINE" --query pipelineExecutionId --output text
