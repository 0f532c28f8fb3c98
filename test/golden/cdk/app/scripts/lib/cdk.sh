# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The AWS CDK of this repository. Read by the tasks that run it.
# shellcheck shell=bash

need node
# Not through npx, which would look for another package of that name.
$DRY_RUN || [ -x node_modules/.bin/cdk ] || die 'The CDK is not installed here. Run "npm install" first.'

# cdk ARGUMENT…: runs it, or shows what would be run.
cdk() { run node_modules/.bin/cdk "$@"; }
