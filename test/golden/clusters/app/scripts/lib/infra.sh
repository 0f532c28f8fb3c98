# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Implements infra_*, the functions that the other tasks call, with CloudFormation.
# A PART is a stack: repositories, pipeline, programs, pull-requests or upgrades.
# shellcheck shell=bash

# shellcheck source=SCRIPTDIR/stacks.sh
. scripts/lib/stacks.sh

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
INFRA_PARTS='repositories pipeline programs pull-requests'

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

# The tags of the stacks, which CloudFormation copies to their resources.
TAGS=("gitops-eks/pair=$APP_NAME" "gitops-eks/environment=shared" "gitops-eks/repository=$APP_REPO")

# stack_is_current PART: whether the deployed template is infra/PART.yaml.
stack_is_current() {
  # As JSON: text output would lose the line breaks at the end.
  [ "$(aws cloudformation get-template --stack-name "$(stack_of "$1")" --template-stage Original --query TemplateBody --output json)" = \
    "$(node --print 'JSON.stringify(require("fs").readFileSync(process.argv[1], "utf8"))' "infra/$1.yaml")" ]
}

# infra_deploy PART…: creates or updates these parts, in this order.
infra_deploy() {
  local part
  [[ " $* " != *" pipeline "* ]] || delete_unused
  for part in "$@"; do
    # CAPABILITY_IAM: the templates create IAM roles and an IAM user. BranchName: for all other parameters, the AWS CLI
    # keeps the deployed value, even if the template has a new default.
    ! infra_has "$part" || deploy_stack "$(stack_of "$part")" "infra/$part.yaml" --capabilities CAPABILITY_IAM \
      --parameter-overrides "BranchName=$BRANCH" --tags "${TAGS[@]}"
  done
}
