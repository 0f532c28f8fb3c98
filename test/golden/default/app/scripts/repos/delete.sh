#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the repositories' stack; the repositories themselves stay.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/stacks.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the stack $REPOSITORIES_STACK and Argo CD's user. Run it again with --yes."

# CloudFormation deletes no user that has keys, and has not made these itself.
status=
user=
if ! $DRY_RUN; then status=$(stack_status "$REPOSITORIES_STACK"); fi
if [ -n "$status" ]; then user=$(stack_output "$REPOSITORIES_STACK" ReaderUserName); fi
if [ -n "$user" ]; then
  for key in $(aws iam list-ssh-public-keys --user-name "$user" --query 'SSHPublicKeys[].SSHPublicKeyId' --output text); do
    aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$key"
  done
  for credential in $(aws iam list-service-specific-credentials --user-name "$user" \
    --query 'ServiceSpecificCredentials[].ServiceSpecificCredentialId' --output text); do
    aws iam delete-service-specific-credential --user-name "$user" --service-specific-credential-id "$credential"
  done
fi

delete_stack "$REPOSITORIES_STACK"
say 'Both repositories are still there, with their history; while they are, "npx projen repos:deploy" cannot make them again. To delete them, too:'
say "  aws codecommit delete-repository --region $REGION --repository-name $APP_REPO"
say "  aws codecommit delete-repository --region $REGION --repository-name $CONFIG_REPO"
