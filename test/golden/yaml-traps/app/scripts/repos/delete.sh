#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Deletes the IAM user that reads the config repo for the cluster; keeps both repositories.
TASK_FLAGS=--yes
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/infra.sh

require_account
has_flag --yes || $DRY_RUN || die "This deletes the IAM user with which $ENGINE reads the config repo. Run it again with --yes."

# IAM does not delete a user that still has keys or passwords.
user=
if ! $DRY_RUN && infra_exists repositories; then user=$(infra_output repositories ReaderUserName); fi
if [ -n "$user" ]; then
  for key in $(aws iam list-ssh-public-keys --user-name "$user" --query 'SSHPublicKeys[].SSHPublicKeyId' --output text); do
    aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$key"
  done
  for credential in $(aws iam list-service-specific-credentials --user-name "$user" \
    --query 'ServiceSpecificCredentials[].ServiceSpecificCredentialId' --output text); do
    aws iam delete-service-specific-credential --user-name "$user" --service-specific-credential-id "$credential"
  done
fi

infra_delete repositories
say 'Both repositories still exist, so "npx projen repos:deploy" cannot create them again. To delete them:'
say "  aws codecommit delete-repository --region $REGION --repository-name $APP_REPO"
say "  aws codecommit delete-repository --region $REGION --repository-name $CONFIG_REPO"
