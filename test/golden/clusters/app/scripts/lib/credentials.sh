# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# The IAM user that reads the config repo for the cluster, if the present or an earlier repoAuth requires one.
# shellcheck shell=bash

# delete_credentials: deletes its keys and passwords: IAM does not delete a user that still has any.
delete_credentials() {
  local user key credential
  if $DRY_RUN || ! infra_exists repositories; then return; fi
  user=$(infra_output repositories ReaderUserName)
  [ -n "$user" ] || return 0
  for key in $(aws iam list-ssh-public-keys --user-name "$user" --query 'SSHPublicKeys[].SSHPublicKeyId' --output text); do
    aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$key"
  done
  for credential in $(aws iam list-service-specific-credentials --user-name "$user" \
    --query 'ServiceSpecificCredentials[].ServiceSpecificCredentialId' --output text); do
    aws iam delete-service-specific-credential --user-name "$user" --service-specific-credential-id "$credential"
  done
}
