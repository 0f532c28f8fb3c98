# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# CloudFormation's stacks, for the tasks that deploy and delete them.
# shellcheck shell=bash

# stack_status STACK: nothing where there is no such stack. Ends the task where CloudFormation does not say.
stack_status() {
  local problem
  { problem=$(aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].StackStatus' --output text 2>&1 >&3); } 3>&1 && return
  case $problem in
    *"Stack with id $1 does not exist"*) ;;
    *) die "CloudFormation does not say whether there is a stack $1: $problem" ;;
  esac
}

# settled_status STACK: the same, once no operation on the stack is under way.
settled_status() {
  local status told=false
  while status=$(stack_status "$1") || exit 1; do
    case $status in
      # A change set that was never executed blocks neither a deployment nor a deletion.
      REVIEW_IN_PROGRESS) break ;;
      *_IN_PROGRESS) ;;
      *) break ;;
    esac
    [ $SECONDS -lt 3600 ] || die "The stack $1 has been $status for an hour. See what holds it up in the console, then run this again."
    $told || warn "Another operation on the stack $1 is under way ($status). Waiting for its end."
    told=true
    sleep 5
  done
  printf '%s\n' "$status"
}

# stack_failures STACK: why its newest operation failed, newest event first. Cancelled resources are left out: they are not the cause.
stack_failures() {
  aws cloudformation describe-stack-events --stack-name "$1" --output text \
    --query 'StackEvents[].[ResourceStatus, LogicalResourceId, ResourceStatusReason]' 2>/dev/null |
    awk -F '\t' '$1 ~ /FAILED/ && $3 !~ /cancelled/ && !over { print "  " $2 ": " $3 } $3 == "User Initiated" { over = 1 }' || true
}

# validation_failures STACK: why its newest change set was refused. Such a change set leaves no events of the stack.
validation_failures() {
  aws cloudformation describe-events --stack-name "$1" --filters FailedEvents=true --output text \
    --query "OperationEvents[?ValidationStatus=='FAILED'].[OperationId, LogicalResourceId, ValidationStatusReason]" 2>/dev/null |
    awk -F '\t' 'NR == 1 { newest = $1 } $1 == newest { print "  " $2 ": " $3 }' || true
}

# require_deployable STACK: ends the task unless the stack can be deployed; first deletes what is left of one that could not be made.
require_deployable() {
  local status state remedy
  status=$(settled_status "$1") || exit 1
  state="The stack $1 is $status"
  case $status in
    '' | DELETE_COMPLETE | REVIEW_IN_PROGRESS) return ;;
    CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE | IMPORT_ROLLBACK_COMPLETE) return ;;
    ROLLBACK_COMPLETE)
      delete_stack "$1"
      return
      ;;
    CREATE_FAILED | UPDATE_FAILED)
      state="$state: its last deployment failed with rollback disabled."
      remedy="Roll it back:     aws cloudformation rollback-stack --region $REGION --stack-name $1"
      ;;
    UPDATE_ROLLBACK_FAILED)
      state="$state: an update failed, and so did the way back. Remove the cause."
      remedy="Continue:         aws cloudformation continue-update-rollback --region $REGION --stack-name $1
  Or leave some as they are: the same with --resources-to-skip and their names."
      ;;
    ROLLBACK_FAILED | DELETE_FAILED)
      state="$state: it can only be deleted, and some of its resources could not be. Remove the cause."
      remedy="Delete it:        aws cloudformation delete-stack --region $REGION --stack-name $1
  Or leave some behind: the same with --retain-resources and their names, once it is DELETE_FAILED."
      ;;
    IMPORT_ROLLBACK_FAILED)
      state="$state: an import failed, and so did the way back."
      remedy='See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html'
      ;;
    *)
      remedy="This task does not know that status. See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html"
      ;;
  esac
  stack_failures "$1" >&2
  die "$state
  $remedy
  Then run this again."
}

# deploy_stack STACK TEMPLATE [argument…]: makes the stack or brings it up to date; says why where that fails.
deploy_stack() {
  local stack=$1 output failures
  local command=(aws cloudformation deploy --stack-name "$stack" --no-fail-on-empty-changeset "${@:3}" --template-file)
  if $DRY_RUN; then
    run "${command[@]}" "$2"
    return
  fi
  require_deployable "$stack"
  say "Deploying the stack $stack: this takes a minute or two."
  if ! output=$("${command[@]}" "$2" 2>&1); then
    case $output in
      *EarlyValidation*) failures=$(validation_failures "$stack") ;;
      *) failures=$(stack_failures "$stack") ;;
    esac
    printf '%s\n' "$output" ${failures:+"$failures"} >&2
    case $failures in
      *'already exists'*) warn 'A deleted stack may have retained what already exists: see "Retained resources" in README.md.' ;;
    esac
    die "The stack $stack was not deployed."
  fi
  say "The stack $stack is up to date."
}

# delete_stack STACK: waits until it is gone; says why where it stays.
delete_stack() {
  local status
  if ! $DRY_RUN; then
    status=$(settled_status "$1") || exit 1
    [ -n "$status" ] || return 0
  fi
  run aws cloudformation delete-stack --stack-name "$1"
  run aws cloudformation wait stack-delete-complete --stack-name "$1" && return
  stack_failures "$1" >&2
  die "The stack $1 was not deleted. Once it is DELETE_FAILED, what cannot be deleted can be left behind:
  aws cloudformation delete-stack --region $REGION --stack-name $1 --retain-resources NAME…"
}
