#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Lets Argo CD read the config repo over HTTPS, with a password for CodeCommit alone; --rotate replaces it.
TASK_FLAGS=--rotate
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

secret=repository-$APPLICATION

require_account
require_cluster

if $DRY_RUN; then
  say '+ aws iam create-service-specific-credential --service-name codecommit.amazonaws.com'
  say 'Then its user name and password go into a Secret of Argo CD.'
  exit
fi

user=$(stack_output "$REPOSITORIES_STACK" ReaderUserName) ||
  die 'The repositories are not there yet. In the app repo: npx projen repos:deploy'

# delete_except NAME: deletes the user's passwords, but for the one with that user name.
delete_except() {
  aws iam list-service-specific-credentials --user-name "$user" --service-name codecommit.amazonaws.com \
    --query 'ServiceSpecificCredentials[].[ServiceSpecificCredentialId, ServiceUserName]' --output text |
    while read -r id name; do
      [ -z "$id" ] || [ "$name" = "$1" ] || aws iam delete-service-specific-credential --user-name "$user" --service-specific-credential-id "$id"
    done
}

private=$(mktemp -d) # readable by its owner alone
trap 'rm -rf "$private"' EXIT

# It may hold the address of another way to connect.
sed "s#^\( *repoURL:\).*#\1 $CONFIG_REPO_URL#" argocd/connection.yaml >"$private/connection"
cmp -s "$private/connection" argocd/connection.yaml || cat "$private/connection" >argocd/connection.yaml

present=$(argo get secret "$secret" --ignore-not-found --output 'jsonpath={.data.username}' | base64 --decode)
if [ -n "$present" ] && ! has_flag --rotate; then
  say 'Argo CD has a password already. --rotate replaces it.'
  exit
fi

# IAM has room for two: the one that Argo CD uses until it has the next. What no Secret holds is of no use.
delete_except "$present"

aws iam create-service-specific-credential --user-name "$user" --service-name codecommit.amazonaws.com --output text \
  --query 'ServiceSpecificCredential.[ServiceUserName, ServicePassword]' >"$private/credential"
cut -f 1 "$private/credential" | tr -d '\n' >"$private/username"
cut -f 2 "$private/credential" | tr -d '\n' >"$private/password"

kubectl create secret generic "$secret" --from-literal=type=git --from-literal="url=$CONFIG_REPO_URL" \
  --from-file="$private/username" --from-file="$private/password" --dry-run=client --output yaml |
  kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=repository |
  argo apply --server-side --force-conflicts --filename - >/dev/null
delete_except "$(cat "$private/username")"
say "Argo CD has a user name and a password for $CONFIG_REPO_URL."
