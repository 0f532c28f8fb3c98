#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Lets Argo CD read the config repo over SSH, with a key of its own; --rotate replaces the key.
TASK_FLAGS='--rotate --fingerprint'
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

secret=repository-$APPLICATION
connection=argocd/connection.yaml

require_account
require_cluster
need ssh-keygen ssh-keyscan awk base64

if $DRY_RUN; then
  run ssh-keyscan -t rsa "$CODECOMMIT_HOST"
  say 'Then a key pair is made; its public half goes to IAM, its private half into a Secret of Argo CD, its id into argocd/connection.yaml.'
  exit
fi

user=$(stack_output "$REPOSITORIES_STACK" ReaderUserName) ||
  die 'The repositories are not there yet. In the app repo: npx projen repos:deploy'

# --- Argo CD must know that it speaks to CodeCommit ---------------------------------------------------------------------

private=$(mktemp -d) # readable by its owner alone
trap 'rm -rf "$private"' EXIT

ssh-keyscan -t rsa "$CODECOMMIT_HOST" >"$private/host" 2>/dev/null && [ -s "$private/host" ] || die "$CODECOMMIT_HOST does not answer."
found=$(ssh-keygen -l -f "$private/host" | awk '{ print $2 }')
expected=$(flag_value --fingerprint)
expected=${expected:-$CODECOMMIT_FINGERPRINT}
if [ -z "$expected" ]; then
  die "$CODECOMMIT_HOST shows the key $found. Compare it with the one that AWS publishes for $REGION
  (https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html#regions-fingerprints), then run this again with
  --fingerprint and what is written there."
fi
[ "$found" = "$expected" ] || die "$CODECOMMIT_HOST shows the key $found instead of $expected: somebody may be listening in."

host=$(grep -v '^#' "$private/host")
if [ "$(known_codecommit)" != "$host" ]; then
  know_codecommit "$host"
  # Its pods would see the new list a minute or two later.
  argo rollout restart deployment/argocd-repo-server >/dev/null
  argo rollout status deployment/argocd-repo-server --timeout 5m >/dev/null
fi

# --- Its key ------------------------------------------------------------------------------------------------------------

# write_connection URL: makes it the address in argocd/connection.yaml.
write_connection() {
  sed "s#^\( *repoURL:\).*#\1 $1#" "$connection" >"$private/connection"
  cmp -s "$private/connection" "$connection" || cat "$private/connection" >"$connection"
}

# The Secret says which key Argo CD has; argocd/connection.yaml may be out of date in this clone.
url=$(argo get secret "$secret" --ignore-not-found --output 'jsonpath={.data.url}' | base64 --decode)
old=$(printf '%s' "$url" | sed -n 's#^ssh://\([A-Z0-9]*\)@.*#\1#p')
if [ -n "$old" ] && ! has_flag --rotate &&
  aws iam get-ssh-public-key --user-name "$user" --ssh-public-key-id "$old" --encoding SSH >/dev/null 2>&1; then
  write_connection "$url"
  say "Argo CD has the key $old already. --rotate replaces it."
  exit
fi

# CodeCommit takes RSA alone.
ssh-keygen -q -t rsa -b 4096 -N '' -C "$user" -f "$private/key"
id=$(aws iam upload-ssh-public-key --user-name "$user" --ssh-public-key-body "file://$private/key.pub" \
  --query SSHPublicKey.SSHPublicKeyId --output text) ||
  die "IAM did not take the key. A user has room for five: aws iam list-ssh-public-keys --user-name $user"
url=ssh://$id@$CODECOMMIT_HOST/v1/repos/$CONFIG_REPO

kubectl create secret generic "$secret" --from-literal=type=git --from-literal="url=$url" \
  --from-file="sshPrivateKey=$private/key" --dry-run=client --output yaml |
  kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=repository |
  argo apply --server-side --force-conflicts --filename - >/dev/null

write_connection "$url"
if argo get application "$APPLICATION" >/dev/null 2>&1; then
  argo apply --server-side --force-conflicts --kustomize argocd >/dev/null
fi
if [ -n "$old" ]; then
  aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$old" 2>/dev/null || true
fi
say "Argo CD has the key $id. Its id now is in $connection: commit and push that."
