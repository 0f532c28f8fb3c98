# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Functions of the tasks that deploy and delete CloudFormation stacks.
# shellcheck shell=bash

# stack_status STACK: prints its status, or nothing if it does not exist. Exits if CloudFormation reports another error.
stack_status() {
  local problem
  { problem=$(aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].StackStatus' --output text 2>&1 >&3); } 3>&1 && return
  case $problem in
    *"Stack with id $1 does not exist"*) ;;
    *) die "CloudFormation did not report whether the stack $1 exists: $problem" ;;
  esac
}

# settled_status STACK: the same, after waiting for the end of any operation on the stack.
settled_status() {
  local status told=false
  while status=$(stack_status "$1") || exit 1; do
    case $status in
      # A change set that was never executed blocks neither a deployment nor a deletion.
      REVIEW_IN_PROGRESS) break ;;
      *_IN_PROGRESS) ;;
      *) break ;;
    esac
    [ $SECONDS -lt 3600 ] || die "The stack $1 has been $status for an hour. Check its events in the console, then run this again."
    $told || warn "Another operation on the stack $1 is running ($status). Waiting for its end."
    told=true
    sleep 5
  done
  printf '%s\n' "$status"
}

# stack_failures STACK: prints why its newest operation failed, newest event first. Omits cancelled resources, which
# are not the cause.
stack_failures() {
  aws cloudformation describe-stack-events --stack-name "$1" --output text \
    --query 'StackEvents[].[ResourceStatus, LogicalResourceId, ResourceStatusReason]' 2>/dev/null |
    awk -F '\t' '$1 ~ /FAILED/ && $3 !~ /cancelled/ && !over { print "  " $2 ": " $3 } $3 == "User Initiated" { over = 1 }' || true
}

# validation_failures STACK: prints why CloudFormation rejected its newest change set. The stack has no events of that.
validation_failures() {
  aws cloudformation describe-events --stack-name "$1" --filters FailedEvents=true --output text \
    --query "OperationEvents[?ValidationStatus=='FAILED'].[OperationId, LogicalResourceId, ValidationStatusReason]" 2>/dev/null |
    awk -F '\t' 'NR == 1 { newest = $1 } $1 == newest { print "  " $2 ": " $3 }' || true
}

# require_deployable STACK: exits unless the stack can be deployed. Deletes a stack whose creation was rolled back.
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
      state="$state: an update failed, and so did its rollback. Remove the cause."
      remedy="Continue:         aws cloudformation continue-update-rollback --region $REGION --stack-name $1
  Or skip resources: the same with --resources-to-skip and their names."
      ;;
    ROLLBACK_FAILED | DELETE_FAILED)
      state="$state: CloudFormation can only delete it, and could not delete some of its resources. Remove the cause."
      remedy="Delete it:        aws cloudformation delete-stack --region $REGION --stack-name $1
  Or retain resources: the same with --retain-resources and their names, once it is DELETE_FAILED."
      ;;
    IMPORT_ROLLBACK_FAILED)
      state="$state: an import failed, and so did its rollback."
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

# deploy_stack STACK TEMPLATE [argument…]: creates or updates the stack; prints the reason of a failure.
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
      *'already exists'*) warn 'A deleted stack may have retained the existing resource: see "Retained resources" in README.md.' ;;
    esac
    die "The stack $stack was not deployed."
  fi
  say "The stack $stack is up to date."
}

# delete_stack STACK: deletes it and waits for the end; prints the reason of a failure.
delete_stack() {
  local status
  if ! $DRY_RUN; then
    status=$(settled_status "$1") || exit 1
    [ -n "$status" ] || return 0
  fi
  run aws cloudformation delete-stack --stack-name "$1"
  run aws cloudformation wait stack-delete-complete --stack-name "$1" && return
  stack_failures "$1" >&2
  die "The stack $1 was not deleted. Once it is DELETE_FAILED, you can retain the resources that CloudFormation cannot delete:
  aws cloudformation delete-stack --region $REGION --stack-name $1 --retain-resources NAME…"
}
