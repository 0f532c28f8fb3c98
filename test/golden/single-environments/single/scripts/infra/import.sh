#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Takes existing resources into the state: repositories, images, logs and their key, as a deleted pipeline retains them.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

# take ADDRESS ID: imports the resource, unless it is in the state or does not exist.
take() {
  local known
  if $DRY_RUN; then
    tf import -input=false "$1" "$2"
    return
  fi
  known=$(in_state "^${1//./\\.}\$") || exit 1
  [ -n "$known" ] || ! is_there "$1" "$2" || tf import -input=false "$1" "$2"
}

# is_there ADDRESS ID: whether the resource exists. Asks CloudWatch for a list, which may be empty.
is_there() {
  case $1 in
    aws_codecommit_repository.*) aws codecommit get-repository --repository-name "$2" ;;
    aws_ecr_repository.*) aws ecr describe-repositories --repository-names "$2" ;;
    aws_cloudwatch_log_group.*)
      aws logs describe-log-groups --log-group-name-prefix "$2" --query 'logGroups[].logGroupName' --output text |
        tr '\t' '\n' | grep -Fx "$2"
      ;;
    *) [ -n "$2" ] && [ "$2" != None ] ;;
  esac >/dev/null 2>&1
}

require_account
create_state
initialize
take aws_codecommit_repository.app "$APP_REPO"
take aws_ecr_repository.images "$IMAGES"
# The key that encrypts the images, and the newest bucket with the name of this module.
key=KEY bucket=BUCKET
if ! $DRY_RUN; then
  key=$(aws ecr describe-repositories --repository-names "$IMAGES" --query 'repositories[0].encryptionConfiguration.kmsKey' --output text 2>/dev/null || true)
  bucket=$(aws s3api list-buckets --query "sort_by(Buckets[?starts_with(Name, '$APP_NAME-artifacts-')], &CreationDate)[-1].Name" --output text)
fi
# By its ID, as the provider requires, which is the end of its ARN.
take aws_kms_key.pipeline "${key##*/}"
take aws_s3_bucket.artifacts "$bucket"
take aws_cloudwatch_log_group.build /aws/codebuild/shop-build
take aws_cloudwatch_log_group.scan_gate /aws/codebuild/shop-scan-gate
take aws_cloudwatch_log_group.promote /aws/codebuild/shop-promote
take aws_cloudwatch_log_group.pull_request_build /aws/codebuild/shop-pull-request
take aws_cloudwatch_log_group.pull_request_report /aws/codebuild/shop-pull-request-report
say 'To see what remains to be created: npx projen infra:plan'
