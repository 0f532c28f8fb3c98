# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Runs the AWS CDK of this repository. Tasks source this file.
# shellcheck shell=bash

need node
# Not with npx: without an installed CDK, it would look for another package of that name.
$DRY_RUN || [ -x node_modules/.bin/cdk ] || die 'The CDK is not installed here. Run "npm install" first.'

# cdk ARGUMENT…: runs the CDK, or prints the command (--dry-run).
cdk() { run node_modules/.bin/cdk "$@"; }
