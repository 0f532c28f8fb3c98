#!/usr/bin/env bash
# Runs the tests of the AWS side; arguments go to jest. What is missing is named, and then everything counts as skipped.
#   run.sh [NAME] [argument…]      NAME: one of the files, such as loop-cdk
layer=aws
folders='aws|support'
beside=test/aws-stand-in
parts=(
  changing-answers loop-terraform changing-infrastructure redeployment-terraform redeployment-cdk loop-cdk others
  redeployment-cloudformation loop-cloudformation refusals
)
# In milliseconds: ten times what the slowest takes on two free processors.
options=(--testTimeout 600000)
# CodeBuild's image has kubectl, with which one repository tests its manifests.
command -v kubectl >/dev/null || PATH=$PATH:${XDG_CACHE_HOME:-$HOME/.cache}/create-gitops-eks/engines
. "$(dirname "$0")/../support/run-layer.sh"
