#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Makes the pipeline and the image registry, or brings them up to date.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/stacks.sh

require_account
# The other stacks use the pipeline's key: they come after it, and go before it where the answers no longer ask for them.
if ! [ -e infra/pull-requests.yaml ] && ! $DRY_RUN; then
  delete_stack "$PULL_REQUESTS_STACK"
fi
if ! [ -e infra/programs.yaml ] && ! $DRY_RUN; then
  delete_stack "$PROGRAMS_STACK"
fi
# CAPABILITY_IAM: the stacks make one role for each part of the pipeline.
deploy_stack "$PIPELINE_STACK" infra/pipeline.yaml --capabilities CAPABILITY_IAM
if [ -e infra/programs.yaml ]; then
  deploy_stack "$PROGRAMS_STACK" infra/programs.yaml --capabilities CAPABILITY_IAM
fi
if [ -e infra/pull-requests.yaml ]; then
  deploy_stack "$PULL_REQUESTS_STACK" infra/pull-requests.yaml --capabilities CAPABILITY_IAM
fi
if ! $DRY_RUN; then
  say "The pipeline: $(stack_output "$PIPELINE_STACK" PipelineUrl)"
fi
