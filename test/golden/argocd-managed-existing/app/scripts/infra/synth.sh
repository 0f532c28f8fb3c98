#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Writes the CloudFormation templates of all stacks into cdk.out and checks them with cdk-nag; requires no AWS account.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cdk.sh

cdk synth --quiet
