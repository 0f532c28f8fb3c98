# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# infra_output reads the outputs of the app repo's infrastructure.
# shellcheck shell=bash

# stack_of PART: prints the name of its CloudFormation stack.
stack_of() {
  case $1 in
    repositories) say "$REPOSITORIES_STACK" ;;
    pipeline) say "$PIPELINE_STACK" ;;
    programs) say "$PROGRAMS_STACK" ;;
    pull-requests) say "$PULL_REQUESTS_STACK" ;;
    upgrades) say "$UPGRADES_STACK" ;;
    *) die "$1 is not a part of the infrastructure." ;;
  esac
}

# infra_output PART NAME: prints an output of its stack, or nothing if the stack has no output of that name.
infra_output() {
  aws cloudformation describe-stacks --stack-name "$(stack_of "$1")" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue | [0] || ''"
}
