#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Lets Argo CD read the config repo over HTTPS, with a password for CodeCommit alone; --rotate replaces it.
TASK_FLAGS=--rotate
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/infra.sh

secret=repository-$APPLICATION
connection=argocd/connection.yaml

require_account
require_cluster
need awk base64 cmp

if $DRY_RUN; then
  say '+ aws iam create-service-specific-credential --service-name codecommit.amazonaws.com'
  say 'Then its user name and password go into a Secret of Argo CD.'
  exit
fi

user=$(infra_output repositories ReaderUserName) ||
  die "The name of Argo CD's IAM user cannot be read: see above. If you have not created it yet: npx projen repos:deploy in the app repo."

# delete_password ID
delete_password() {
  aws iam delete-service-specific-credential --user-name "$user" --service-specific-credential-id "$1"
}

# in_secret FIELD: prints a field of Argo CD's Secret, nothing before there is one.
in_secret() {
  argo get secret "$secret" --ignore-not-found --output "jsonpath={.data.$1}" | base64 --decode
}

private=$(mktemp -d) # readable by its owner alone
made=
# A password that did not reach Argo CD is of no use, and would take one of the two places that IAM has.
trap '[ -z "$made" ] || take_back; rm -rf "$private"' EXIT

# take_back: deletes the new password from IAM. It must not fail: the rest of the trap removes the password from this machine.
take_back() {
  delete_password "$made" ||
    warn "The new password stays in IAM: aws iam delete-service-specific-credential --user-name $user --service-specific-credential-id $made"
}

# write_connection: makes argocd/connection.yaml name this repository's address. It may hold that of another way to connect.
write_connection() {
  sed "s#^\( *repoURL:\).*#\1 $CONFIG_REPO_URL#" "$connection" >"$private/connection"
  if ! cmp -s "$private/connection" "$connection"; then
    cat "$private/connection" >"$connection"
    say "$connection has another address now: commit and push that."
  fi
}

present=$(in_secret username)
passwords=$(aws iam list-service-specific-credentials --user-name "$user" --service-name codecommit.amazonaws.com --output text \
  --query 'ServiceSpecificCredentials[].[ServiceSpecificCredentialId, ServiceUserName, Status, CreateDate]')
[ "$passwords" != None ] || passwords=
old=$(awk -F '\t' -v name="$present" 'name != "" && $2 == name { print $1 }' <<<"$passwords")
active=$(awk -F '\t' -v id="$old" '$1 == id && $3 == "Active" { print $1 }' <<<"$passwords")
if [ -n "$active" ] && ! has_flag --rotate; then
  write_connection
  say 'Argo CD has a password already. --rotate replaces it.'
  exit
fi

# Another Argo CD, in another cluster, may sign in as this user, too: what this one does not use is not for this task to delete.
others=$(awk -F '\t' -v old="$old" '$1 != "" && $1 != old' <<<"$passwords")
if [ "$(grep -c . <<<"$passwords")" -ge 2 ]; then
  die "IAM has room for two passwords of $user, and both are taken. Argo CD in this cluster does not use:
$(awk -F '\t' '{ print "  " $1 " (" $2 ", " $3 ", made " $4 ")" }' <<<"$others")
  Where no other cluster does: aws iam delete-service-specific-credential --user-name $user --service-specific-credential-id ID"
fi

aws iam create-service-specific-credential --user-name "$user" --service-name codecommit.amazonaws.com --output text \
  --query 'ServiceSpecificCredential.[ServiceSpecificCredentialId, ServiceUserName, ServicePassword]' >"$private/credential"
made=$(cut -f 1 "$private/credential")
cut -f 2 "$private/credential" | tr -d '\n' >"$private/username"
cut -f 3 "$private/credential" | tr -d '\n' >"$private/password"

# An SSH key that Argo CD had before (repoAuth: ssh).
key=$(in_secret url | sed -n 's#^ssh://\([A-Z0-9]*\)@.*#\1#p')
kubectl create secret generic "$secret" --from-literal=type=git --from-literal="url=$CONFIG_REPO_URL" \
  --from-file="$private/username" --from-file="$private/password" --dry-run=client --output yaml |
  kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=repository |
  argo apply --server-side --force-conflicts --filename - >/dev/null ||
  die 'Argo CD did not get the Secret; kubectl says why above. Is it installed? npx projen argocd:install'
made=

write_connection
if argo get application "$APPLICATION" >/dev/null 2>&1; then
  argo apply --server-side --force-conflicts --kustomize argocd >/dev/null
fi
[ -z "$old" ] || delete_password "$old"
[ -z "$key" ] || aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$key" 2>/dev/null || true
say "Argo CD has a user name and a password for $CONFIG_REPO_URL."
