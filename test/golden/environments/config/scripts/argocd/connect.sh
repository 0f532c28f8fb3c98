#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Connects Argo CD to the config repo over HTTPS, with a password for CodeCommit only; --rotate replaces the password.
TASK_FLAGS=--rotate
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh
. scripts/lib/infra.sh

secret=repository-$CONNECTION
connection=argocd/connection/connection.yaml

require_account
require_cluster
need awk base64 cmp

if $DRY_RUN; then
  say '+ aws iam create-service-specific-credential --service-name codecommit.amazonaws.com'
  say 'Then the task writes its user name and password into a Secret of Argo CD.'
  exit
fi

user=$(infra_output repositories ReaderUserName) ||
  die "Cannot read the name of Argo CD's IAM user: see above. If you have not created it yet, run in the app repo: npx projen repos:deploy"

# delete_password ID
delete_password() {
  aws iam delete-service-specific-credential --user-name "$user" --service-specific-credential-id "$1"
}

# in_secret FIELD: prints a field of Argo CD's Secret, or nothing if the Secret does not exist.
in_secret() {
  argo get secret "$secret" --ignore-not-found --output "jsonpath={.data.$1}" | base64 --decode
}

private=$(mktemp -d) # readable by its owner alone
made=
# A password that does not reach Argo CD is useless and would count towards IAM's limit of two.
trap '[ -z "$made" ] || take_back; rm -rf "$private"' EXIT

# take_back: deletes the new password from IAM. It must not fail: the trap then deletes the password from this machine.
take_back() {
  delete_password "$made" ||
    warn "IAM still has the new password. To delete it: aws iam delete-service-specific-credential --user-name $user --service-specific-credential-id $made"
}

# write_connection: writes the HTTPS URL into argocd/connection/connection.yaml, which may still have the SSH URL (repoAuth: ssh).
write_connection() {
  sed "s#^\( *repoURL:\).*#\1 $CONFIG_REPO_URL#" "$connection" >"$private/connection"
  if ! cmp -s "$private/connection" "$connection"; then
    cat "$private/connection" >"$connection"
    say "$connection has a new URL: commit and push it."
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
  say 'Argo CD already has a password. --rotate replaces it.'
  exit
fi

# Argo CD in another cluster may sign in as this user, too, so this task never deletes a password that it does not know.
others=$(awk -F '\t' -v old="$old" '$1 != "" && $1 != old' <<<"$passwords")
if [ "$(grep -c . <<<"$passwords")" -ge 2 ]; then
  die "IAM allows two passwords for $user, and both exist. Argo CD in this cluster does not use:
$(awk -F '\t' '{ print "  " $1 " (" $2 ", " $3 ", created " $4 ")" }' <<<"$others")
  If no other cluster uses it, delete it: aws iam delete-service-specific-credential --user-name $user --service-specific-credential-id ID"
fi

aws iam create-service-specific-credential --user-name "$user" --service-name codecommit.amazonaws.com --output text \
  --query 'ServiceSpecificCredential.[ServiceSpecificCredentialId, ServiceUserName, ServicePassword]' >"$private/credential"
made=$(cut -f 1 "$private/credential")
cut -f 2 "$private/credential" | tr -d '\n' >"$private/username"
cut -f 3 "$private/credential" | tr -d '\n' >"$private/password"

# The SSH key of an earlier connection (repoAuth: ssh).
key=$(in_secret url | sed -n 's#^ssh://\([A-Z0-9]*\)@.*#\1#p')
kubectl create secret generic "$secret" --from-literal=type=git --from-literal="url=$CONFIG_REPO_URL" \
  --from-file="$private/username" --from-file="$private/password" --dry-run=client --output yaml |
  kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=repository |
  argo apply --server-side --force-conflicts --filename - >/dev/null ||
  die 'kubectl could not write the Secret of Argo CD: see above. If Argo CD is not installed: npx projen argocd:install'
made=

write_connection
for environment in "${ENVIRONMENTS[@]}"; do
  ! argo get application "$APP_NAME-$environment" >/dev/null 2>&1 ||
    argo apply --server-side --force-conflicts --kustomize "argocd/environments/$environment" >/dev/null
done
[ -z "$old" ] || delete_password "$old"
[ -z "$key" ] || aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$key" 2>/dev/null || true
say "Argo CD has a user name and a password for $CONFIG_REPO_URL."
