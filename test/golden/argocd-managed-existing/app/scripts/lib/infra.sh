# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Implements infra_*, the functions that the other tasks call, with the AWS CDK.
# A PART is a stack: repositories, pipeline, programs, pull-requests, upgrades or capability.
# shellcheck shell=bash

# shellcheck source=SCRIPTDIR/stacks.sh
. scripts/lib/stacks.sh
# shellcheck source=SCRIPTDIR/cdk.sh
. scripts/lib/cdk.sh

# stack_of PART: prints the name of its CloudFormation stack.
stack_of() {
  case $1 in
    repositories) say "$REPOSITORIES_STACK" ;;
    pipeline) say "$PIPELINE_STACK" ;;
    programs) say "$PROGRAMS_STACK" ;;
    pull-requests) say "$PULL_REQUESTS_STACK" ;;
    upgrades) say "$UPGRADES_STACK" ;;
    capability) say "$CAPABILITY_STACK" ;;
    *) die "$1 is not a part of the infrastructure." ;;
  esac
}

# infra_output PART NAME: prints an output of its stack, or nothing if the stack has no output of that name.
infra_output() {
  aws cloudformation describe-stacks --stack-name "$(stack_of "$1")" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue | [0] || ''"
}

# infra_exists PART: whether its stack exists.
infra_exists() {
  local status
  status=$(stack_status "$(stack_of "$1")") || exit 1
  [ -n "$status" ]
}

# infra_is_current PART: whether its stack exists, its last operation succeeded, and its template is that of this working
# copy.
infra_is_current() {
  case $(stack_status "$(stack_of "$1")") in
    CREATE_COMPLETE | UPDATE_COMPLETE | IMPORT_COMPLETE) stack_is_current "$1" ;;
    *) return 1 ;;
  esac
}

# infra_delete PART: deletes its stack and waits until it no longer exists.
infra_delete() { delete_stack "$(stack_of "$1")"; }

# The parts that the answers require.
INFRA_PARTS='repositories pipeline programs pull-requests capability'

# infra_has PART: whether the answers require it.
infra_has() { [[ " $INFRA_PARTS " == *" $1 "* ]]; }

# delete_unused: deletes the stacks that the answers no longer require. They use outputs of the pipeline's stack, so
# they must be deleted before it changes.
delete_unused() {
  local part
  for part in upgrades pull-requests programs; do
    $DRY_RUN || infra_has "$part" || infra_delete "$part"
  done
}

# require_defined: ends the task unless infra/main.ts defines every stack that the answers require. "cdk deploy" skips
# names that it does not know, without an error.
require_defined() {
  if $DRY_RUN; then return; fi
  local part defined
  defined=$(cdk list) || die 'The CDK cannot list the stacks of infra/main.ts: see above.'
  for part in $INFRA_PARTS; do
    grep -qFx "$(stack_of "$part")" <<<"$defined" ||
      die "infra/main.ts does not define the stack $(stack_of "$part"). Add it as in a new pair. Nothing was deployed."
  done
}

# stack_is_current PART: unknown without a synthesis. "cdk deploy" compares the templates itself.
stack_is_current() { return 1; }

# infra_deploy PART…: creates or updates these parts. The CDK determines their order.
infra_deploy() {
  local part stacks=()
  require_defined
  [[ " $* " != *" pipeline "* ]] || delete_unused
  for part in "$@"; do
    ! infra_has "$part" || stacks+=("$(stack_of "$part")")
  done
  cdk deploy "${stacks[@]}" --require-approval never
}
