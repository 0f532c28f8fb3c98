# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Runs OpenTofu or Terraform in a root module: infra. Tasks source this file.
# shellcheck shell=bash

# TERRAFORM chooses the program. A state that one of them wrote may be unreadable for an older version of the other.
if ! $DRY_RUN && [ -z "${TERRAFORM:-}" ]; then
  for TERRAFORM in terraform tofu; do
    ! command -v "$TERRAFORM" >/dev/null || break
  done
fi
TERRAFORM=${TERRAFORM:-terraform}
$DRY_RUN || command -v "$TERRAFORM" >/dev/null ||
  die 'Neither Terraform nor OpenTofu is installed. See https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install/'

# The root modules.
# shellcheck disable=SC2034 # some tasks use it
MODULES=(infra)
MODULE=infra
# state: s3
BACKEND=s3
INITIALIZED=' '

# tf ARGUMENT…: runs it, or prints the command (--dry-run).
tf() { run "$TERRAFORM" "-chdir=$MODULE" "$@"; }

# account_id: prints the ID of the account.
account_id() {
  if $DRY_RUN; then say ACCOUNT; else aws sts get-caller-identity --query Account --output text; fi
}

# state_bucket: prints the name of the bucket of the state. S3 allows 63 characters.
state_bucket() {
  local account
  account=$(account_id) || exit 1
  printf '%.35s-%s-%s\n' "$APP_NAME" "$account" "$REGION"
}

# has_state: whether the bucket of the state exists, in this account.
has_state() {
  local problem
  problem=$(aws s3api head-bucket --bucket "$(state_bucket)" --expected-bucket-owner "$(account_id)" 2>&1 >/dev/null) && return
  case $problem in
    *'(404)'*) return 1 ;;
    *) die "S3 did not report whether the bucket of the state, $(state_bucket), exists in this account: $problem" ;;
  esac
}

# create_state: creates the bucket of the state, unless it exists.
create_state() {
  local bucket arn=arn:aws:s3::: location=()
  bucket=$(state_bucket)
  arn+=$bucket
  ! $DRY_RUN && has_state && return
  # us-east-1 is the default, and S3 refuses it as an explicit location.
  [ "$REGION" = us-east-1 ] || location=(--create-bucket-configuration "LocationConstraint=$REGION")
  run aws s3api create-bucket --bucket "$bucket" ${location[@]+"${location[@]}"} --output text
  run aws s3api put-bucket-tagging --bucket "$bucket" --tagging "TagSet=[{Key=gitops-eks/pair,Value=$APP_NAME},{Key=gitops-eks/repository,Value=$APP_REPO}]"
  # Versions are the backups of the state. S3 encrypts new buckets and blocks public access to them by default.
  run aws s3api put-bucket-versioning --bucket "$bucket" --versioning-configuration Status=Enabled
  run aws s3api put-bucket-policy --bucket "$bucket" --policy '{
    "Version": "2012-10-17",
    "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "s3:*",
      "Resource": ["'"$arn"'", "'"$arn"'/*"],
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}
    }]
  }'
}

# has_moved: whether the last initialization used another "state" answer.
has_moved() {
  local record=$MODULE/.terraform/terraform.tfstate
  [ -f "$record" ] && ! grep -q "\"type\": *\"$BACKEND\"" "$record"
}

# initialize [FLAG]: prepares the module for the other commands. Downloads the provider the first time.
initialize() {
  local output flag=${1:--reconfigure}
  [[ $INITIALIZED != *" $MODULE "* ]] || return 0
  INITIALIZED+="$MODULE "
  local command=("$TERRAFORM" "-chdir=$MODULE" init -input=false "$flag" -backend-config="bucket=$(state_bucket)" -backend-config="region=$REGION")
  if $DRY_RUN; then
    run "${command[@]}"
    return
  fi
  if [ "$flag" = -reconfigure ] && has_moved; then
    die 'The answer to "state" has changed. To move the state: npx projen infra:state'
  fi
  [ -d "$MODULE/.terraform" ] || say "Preparing $MODULE: $TERRAFORM downloads its AWS provider." >&2
  output=$("${command[@]}" 2>&1) || die "\"$TERRAFORM init\" failed in $MODULE:
$output"
}
