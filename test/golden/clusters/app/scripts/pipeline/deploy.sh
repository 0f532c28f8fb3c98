#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Creates the image registry and the pipeline, or updates them.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
# The pipeline comes first: the others use its key. A new pipeline starts at once, but needs the programs only after its
# first build, which takes longer than their own deployment.
infra_deploy pipeline programs pull-requests upgrades
if ! $DRY_RUN; then
  say "The pipeline: $(infra_output pipeline PipelineUrl)"
fi
