#!/usr/bin/env bash
# Managed by create-gitops-eks: `npx projen` rewrites this file. Change the answers in .projenrc.json instead.
# Lets Argo CD read the config repo over SSH, with a key of its own; --rotate replaces the key.
. "$(dirname "$0")/../lib/common.sh"
. scripts/lib/cluster.sh

secret=repository-$CONFIG_REPO
connection=argocd/connection.yaml

require_account
require_cluster
need ssh-keygen ssh-keyscan awk

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

# Added to the hosts that Argo CD knows from the beginning.
argo get configmap argocd-ssh-known-hosts-cm --output 'jsonpath={.data.ssh_known_hosts}' >"$private/known"
if ! grep -q -F "$(cut -d ' ' -f 2- "$private/host")" "$private/known"; then
  { grep -v "^$CODECOMMIT_HOST " "$private/known" || true; cat "$private/host"; } >"$private/ssh_known_hosts"
  argo create configmap argocd-ssh-known-hosts-cm --from-file "$private/ssh_known_hosts" --dry-run=client --output yaml |
    argo apply --server-side --force-conflicts --filename - >/dev/null
fi

# --- Its key ------------------------------------------------------------------------------------------------------------

old=$(sed -n 's#.*ssh://\([A-Z0-9]*\)@.*#\1#p' "$connection")
if [ -n "$old" ] && ! has_flag --rotate &&
  argo get secret "$secret" >/dev/null 2>&1 &&
  aws iam get-ssh-public-key --user-name "$user" --ssh-public-key-id "$old" --encoding SSH >/dev/null 2>&1; then
  say "Argo CD has the key $old already. --rotate replaces it."
  exit
fi

# CodeCommit takes RSA alone.
ssh-keygen -q -t rsa -b 4096 -N '' -C "$user" -f "$private/key"
id=$(aws iam upload-ssh-public-key --user-name "$user" --ssh-public-key-body "file://$private/key.pub" \
  --query SSHPublicKey.SSHPublicKeyId --output text)
url=ssh://$id@$CODECOMMIT_HOST/v1/repos/$CONFIG_REPO

argo create secret generic "$secret" --from-literal=type=git --from-literal="url=$url" \
  --from-file="sshPrivateKey=$private/key" --dry-run=client --output yaml |
  kubectl label --local --filename - --output yaml argocd.argoproj.io/secret-type=repository |
  argo apply --server-side --force-conflicts --filename - >/dev/null

sed "s#^\( *repoURL:\).*#\1 $url#" "$connection" >"$private/connection"
cat "$private/connection" >"$connection"

if [ -n "$old" ]; then
  aws iam delete-ssh-public-key --user-name "$user" --ssh-public-key-id "$old" 2>/dev/null || true
fi
say "Argo CD has the key $id. Its id now is in $connection: commit and push that."
if argo get application "$APPLICATION" >/dev/null 2>&1; then
  say 'The application still has the address with the old key: npx projen app:create'
fi
